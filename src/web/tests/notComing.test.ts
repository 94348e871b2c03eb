import { describe, expect, it } from 'vitest'
import type { Schemas } from '@/base/api/http'
import { notComing, notComingAt } from '@/features/response/doors/notComing'
import { rowsOf } from '@/features/response/doors/rows'

const door = { grid: null, building: '4号楼', unit: '2单元', floor: 3, room: '304' }
const person = (id: string, state: string, takenOver = false) => ({
  personId: id,
  householdId: 'h',
  state,
  takenOver,
  visitor: false,
  outside: false,
  checkedAt: null,
  name: '',
  erased: false,
  minor: false,
  door,
  needs: [],
  kinds: null,
  dispute: null,
  called: null,
})
const read = (persons: unknown[], home: { state: string; takenOver: boolean }) =>
  ({
    incident: 'i',
    position: 1,
    communities: [
      {
        community: 'c',
        name: '',
        closed: false,
        figures: null,
        buildings: [],
        persons,
        households: [
          {
            householdId: 'h',
            worst: home.state,
            settled: false,
            outside: false,
            checkedAt: null,
            members: 3,
            others: 2,
            head: '',
            door,
            needs: [],
            dispute: null,
            notMet: 0,
            ...home,
          },
        ],
      },
    ],
  }) as unknown as Schemas['DoorsShown']

describe('who refuses or cannot be reached', () => {
  it('waits by person and by household until each has been taken over', () => {
    expect(notComing(read([person('a', 'refuses'), person('b', 'safe')], { state: 'unreachable', takenOver: false }))).toMatchObject([
      { key: 'h', states: ['unreachable', 'refuses'], who: [{ householdId: 'h' }, { personId: 'a' }] },
    ])
    expect(notComing(read([person('a', 'refuses', true)], { state: 'refuses', takenOver: true }))).toEqual([])
  })
  it('is known at a door as soon as it was heard, though the doors were read before', () => {
    const before = read([person('a', 'unchecked')], { state: 'safe', takenOver: false })
    const [quiet] = rowsOf(before, () => undefined, [])
    expect(notComingAt(quiet!, before)).toBeUndefined()
    const [row] = rowsOf(before, (id) => (id === 'a' ? { state: 'refuses' } : undefined), [])
    expect(notComingAt(row!, before)).toMatchObject({ who: [{ personId: 'a' }] })
  })
})
