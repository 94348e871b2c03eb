import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { matching, type Choosable } from '@/kit/parts/choosing'
import { nearFirst, type TeamPerson } from '@/features/access/teams/people'
import PeoplePick from '@/features/access/teams/PeoplePick.vue'

const person = (id: string, more: Partial<TeamPerson> = {}): TeamPerson => ({
  id,
  role: 'volunteer',
  mask: `${id}**`,
  grid: 'G1',
  building: null,
  unit: null,
  onDuty: [],
  ...more,
})

describe('people to choose from', () => {
  it('stand with who is on duty first, then who is near, then by role', () => {
    const here = { grid: 'G1', building: '1号楼', unit: '2单元' }
    const all = [
      person('far', { grid: 'G9', role: 'secretary' }),
      person('grid'),
      person('house', { building: '1号楼', unit: '1单元' }),
      person('stair', { building: '1号楼', unit: '2单元' }),
      person('duty', { grid: 'G9', onDuty: ['response'] }),
      person('chief', { role: 'grid-chief' }),
    ]
    expect(nearFirst(all, here).map((one) => one.id)).toEqual(['duty', 'stair', 'house', 'chief', 'grid', 'far'])
  })
  it('are found by every part of what is typed, in any order', () => {
    const all: Choosable[] = [
      { id: 'a', title: '网格长 王**', note: 'G1 1号楼', onDuty: false },
      { id: 'b', title: '志愿者 王**', note: 'G2', onDuty: false },
    ]
    expect(matching(all, 'g1 王').map((one) => one.id)).toEqual(['a'])
    expect(matching(all, '王').map((one) => one.id)).toEqual(['a', 'b'])
    expect(matching(all, ' 李 ')).toEqual([])
  })
})

describe('the box to choose people in', () => {
  const people: Choosable[] = ['甲', '乙', '丙'].map((title, i) => ({ id: `p${i}`, title, note: `G${i}`, onDuty: i === 0 }))
  const made = (many: boolean) =>
    mount(PeoplePick, {
      props: {
        people,
        label: 'who',
        name: 'member',
        many,
        modelValue: [] as string[],
        'onUpdate:modelValue': (chosen: string[]) => void box.setProps({ modelValue: chosen }),
      },
      attachTo: document.body,
    })
  let box: ReturnType<typeof made>
  const press = (key: string) => box.get('input').trigger('keydown', { key })

  it('is worked by the keyboard alone', async () => {
    box = made(false)
    await box.get('input').trigger('focus')
    expect(box.get('input').attributes('aria-expanded')).toBe('true')
    await press('ArrowDown')
    await press('ArrowDown')
    expect(box.get('input').attributes('aria-activedescendant')).toBe(box.get('[data-id=p1]').attributes('id'))
    await press('Enter')
    expect(box.props('modelValue')).toEqual(['p1'])
    expect((box.get('input').element as HTMLInputElement).value).toBe('乙')
    await press('ArrowUp')
    await press('Escape')
    expect(box.get('input').attributes('aria-expanded')).toBe('false')
    expect(box.props('modelValue')).toEqual(['p1'])
    box.unmount()
  })
  it('takes the only one that is left of what was typed', async () => {
    box = made(true)
    await box.get('input').setValue('g2')
    await nextTick()
    await press('Enter')
    expect(box.props('modelValue')).toEqual(['p2'])
    await box.get('input').setValue('')
    await press('Backspace')
    expect(box.props('modelValue')).toEqual([])
    box.unmount()
  })
})
