// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { beforeEach, expect, it } from 'vitest'
import FourFigures from '@/features/response/doors/FourFigures.vue'
import { speak } from '@/base/words'

beforeEach(() => speak('zh-CN'))

const row = (toMove: number, moved: number, left: number, lost: number) => ({ toMove, moved, left, lost })
const cells = (figures: unknown) =>
  mount(FourFigures, { props: { figures: figures as never } })
    .findAll('tbody td')
    .map((cell) => cell.text())

it('figures that are not known yet are a dash and never 0', () => {
  expect(cells(undefined)).toEqual(Array(12).fill('–'))
})

it('figures that are known stand in their columns, 0 too', () => {
  expect(cells({ atRisk: row(20, 9, 8, 3), households: row(0, 0, 0, 0), people: row(41, 20, 18, 3) })).toEqual([
    '20',
    '9',
    '8',
    '3',
    '0',
    '0',
    '0',
    '0',
    '41',
    '20',
    '18',
    '3',
  ])
})
