import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, expect, it } from 'vitest'
import Reports from '@/features/response/incidents/Reports.vue'
import type { Schemas } from '@/base/wire/schemas'

const told = (id: string, minute: number, more: Partial<Schemas['ReportShown']> = {}): Schemas['ReportShown'] => ({
  id,
  at: `2026-11-30T01:${String(minute).padStart(2, '0')}:00Z`,
  hasCaller: false,
  withdrawn: false,
  ...more,
})
const hurt = (dead: number, injured: number, trapped: number) => ({ casualties: { dead, injured, trapped } })
const show = (reports: Schemas['ReportShown'][]) => mount(Reports, { props: { incident: 'i', reports } })
beforeEach(() => localStorage.clear())

it('What somebody told stands there with who told it, the newest first, and is new until somebody says they know', async () => {
  const all = [
    told('a', 1, { case: '119:F-1', title: '六号楼着火', description: '三楼阳台冒烟' }),
    told('b', 5, { toldBy: 'grid-chief', title: '四楼老人没下来' }),
  ]
  const page = show(all)
  expect(page.findAll('li').map((one) => one.attributes('data-report'))).toEqual(['b', 'a'])
  expect(page.text()).toContain('四楼老人没下来')
  expect(page.text()).toContain('六号楼着火：三楼阳台冒烟')
  expect(page.text()).toContain('119 转来')
  expect(page.find('[role=status]').text()).toBe('2 条没看')
  await page.find('[data-act=know]').trigger('click')
  expect(page.find('[role=status]').exists()).toBe(false)
  await page.setProps({ reports: [...all, told('c', 9, { title: '三楼又困2人' })] })
  expect(page.find('[role=status]').text()).toBe('1 条没看')
  expect(page.findAll('li')[0]!.text()).toContain('三楼又困2人')
})

it('A later figure of people hurt stands before an earlier, which is struck out, and none of them is verified', async () => {
  const page = show([
    told('a', 1, { case: '119:F-1', ...hurt(1, 2, 3) }),
    told('b', 5, { case: '119:F-1', ...hurt(1, 4, 1) }),
    told('c', 7, { case: '120:M-1', ...hurt(9, 9, 9), withdrawn: true }),
  ])
  await flushPromises()
  expect(page.find('.hurt').text()).toContain('死亡 1 · 受伤 4 · 被困 1')
  expect(page.find('.hurt').text()).toContain('待核实')
  expect(page.findAll('s').map((one) => one.text())).toEqual(['死亡 9 · 受伤 9 · 被困 9', '死亡 1 · 受伤 2 · 被困 3'])
  expect(page.findAll('li.withdrawn').length).toBe(1)
})

it('A telling without words is told of as well', () => expect(show([told('a', 1)]).text()).toContain('没有文字'))
