import { expect, it } from 'vitest'
import { textOf } from '@/across/situation/text'

const people = { toMove: 82, moved: 20, left: 60, lost: 2, refuses: 3, open: 62, away: 0 }
const at = '2026-03-10T13:00:00Z'

it('copies all that the hourly table says: who refuses stands within those who are left', () => {
  const text = textOf({
    title: '试阳社区火灾',
    lines: ['编号 1'],
    hours: [
      { at, people },
      { at, people: { ...people, refuses: 0 } },
    ],
  })
  expect(text.split('\n').slice(2)).toEqual(['21:00 82 = 20 + 60（其中不肯走 3） + 2', '21:00 82 = 20 + 60 + 2'])
})

it('is one line alone where the form has no more', () => {
  expect(textOf({ title: '试阳社区', lines: ['应查 82'], hours: [] })).toBe('应查 82')
})
