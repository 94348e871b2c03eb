import { describe, expect, it } from 'vitest'
import type { Schemas } from '@/base/api/http'
import { deciding, marking } from '@/features/response/doors/marking'
import { buildingsOf, nextDoor, openPersons, orders, peopleOf, rowsOf, unplacedOf, type Row } from '@/features/response/doors/rows'
import type { Act } from '@/kit/outbox/act'
import { looks } from '@/kit/signs/symbols'

const door = (building: string, unit: string, floor: number, room: string) => ({ grid: 'G1', building, unit, floor, room })
const person = (
  personId: string,
  householdId: string,
  at: Schemas['DoorShown'],
  more: Partial<Schemas['PersonAtDoor']> = {},
): Schemas['PersonAtDoor'] => ({
  personId,
  householdId,
  state: 'unchecked',
  takenOver: false,
  visitor: false,
  outside: false,
  checkedAt: null,
  name: '',
  erased: false,
  minor: false,
  door: at,
  needs: [],
  kinds: null,
  dispute: null,
  called: null,
  ...more,
})
const home = (householdId: string, members: number, others: number, at: Schemas['DoorShown']): Schemas['HouseholdDoor'] => ({
  householdId,
  state: 'unchecked',
  worst: 'unchecked',
  settled: false,
  takenOver: false,
  outside: false,
  checkedAt: null,
  members,
  others,
  head: '',
  door: at,
  needs: [],
  dispute: null,
  notMet: 0,
})
const [high, low] = [door('6号楼', '3单元', 18, '1802'), door('6号楼', '1单元', 2, '208')]
const read = {
  incident: 'i',
  position: 1,
  communities: [
    {
      community: 'c',
      name: '',
      closed: false,
      figures: null,
      buildings: [],
      persons: [person('a', 'A', high), person('b', 'A', high, { minor: true }), person('c', 'B', low)],
      households: [home('A', 4, 2, high), home('B', 1, 0, low)],
    },
  ],
} as unknown as Schemas['DoorsShown']
const rows = (acts: readonly Act[] = [], heard: (id: string) => Row['worst'] | undefined = () => undefined) =>
  rowsOf(read, (id) => (heard(id) ? { state: heard(id)! } : undefined), acts)
const sums = ({ toMove, moved, left, lost }: ReturnType<typeof peopleOf>) => expect(toMove).toBe(moved + left + lost)
const told = (marked: ReturnType<typeof marking>) =>
  marked.acts.map((act, i) => ({ ...act, key: `k${i}`, account: 'me', at: 1, gesture: 'g' }))
const row = (key: string, all = rows()) => all.find((one) => one.key === key)!

describe('doors', () => {
  it('hold all their people, from the top floor', () => {
    const sorted = rows().sort(orders.floor)
    expect(sorted.map((one) => [one.key, one.persons.length, one.settled])).toEqual([
      ['A', 2, false],
      ['B', 1, false],
    ])
    expect(peopleOf(sorted)).toEqual({ toMove: 5, moved: 0, left: 5, lost: 0 })
  })
  it('are marked whole by one act, persons and the others with them', () => {
    const { acts, back } = marking('i', row('A'), row('A').persons, 'safe')
    expect(acts.length).toBe(1)
    const after = rows(told({ acts, back }))
    expect([row('A', after).worst, row('A', after).settled, row('A', after).unsent]).toEqual(['safe', true, true])
    expect(peopleOf(after)).toEqual({ toMove: 5, moved: 4, left: 1, lost: 0 })
    expect(rows([...told({ acts, back }), ...told({ acts: back, back: [] })]).find((one) => one.key === 'A')!.settled).toBe(false)
  })
  it('are marked one person alone where one is meant, and stay open', () => {
    const after = rows(told(marking('i', row('A'), row('A').persons.slice(0, 1), 'unreachable')))
    expect([row('A', after).worst, row('A', after).settled]).toEqual(['unreachable', false])
    expect(peopleOf(after).lost).toBe(1)
    sums(peopleOf(after))
  })
  it('count whoever is added at once, and are open again for them', () => {
    const added: Act = {
      key: 'v',
      account: 'me',
      at: 1,
      entity: '',
      path: '',
      body: null,
      label: { word: 'outbox.told', values: {} },
      gesture: 'g',
      marks: [{ community: 'c', household: 'B', state: 'unchecked', visitor: true }],
    }
    const after = rows([...told(marking('i', row('B'), row('B').persons, 'safe')), added])
    expect([row('B', after).settled, openPersons(after).length, peopleOf(after).toMove]).toEqual([false, 3, 6])
    sums(peopleOf(after))
  })
  it('follow what is heard from others, and keep above it what this phone has not told yet', () => {
    expect(
      row(
        'B',
        rows([], (id) => (id === 'c' ? 'moved' : undefined)),
      ).worst,
    ).toBe('moved')
    const moved = row(
      'B',
      rows([], () => 'moved'),
    )
    expect(
      row(
        'B',
        rows(told(marking('i', moved, moved.persons, 'refuses')), () => 'moved'),
      ).worst,
    ).toBe('refuses')
  })
  it('stay open for whoever was not met, and are settled when they are found', () => {
    const three = rows(told(marking('i', row('A'), row('A').persons, 'safe', {}, 1)))
    expect([row('A', three).worst, row('A', three).settled, row('A', three).notMet]).toEqual(['unchecked', false, 1])
    expect(peopleOf(three)).toEqual({ toMove: 5, moved: 3, left: 2, lost: 0 })
    const { acts, back } = marking('i', row('A', three), row('A', three).persons, 'safe')
    expect(row('A', rows(told({ acts, back }))).settled).toBe(true)
  })
  it('that two people told of differently are decided by who knocks again, for all in dispute', () => {
    const dispute = {
      stands: { state: 'safe', at: '', role: 'secretary' },
      late: { state: 'needs-help', at: '', role: 'grid-chief' },
    } as const
    const disputed = structuredClone(read)
    Object.assign(disputed.communities[0]!.persons[0]!, { state: 'needs-help', dispute })
    Object.assign(disputed.communities[0]!.households[0]!, { state: 'needs-help', dispute })
    const open = row(
      'A',
      rowsOf(disputed, () => undefined, []),
    )
    expect([open.dispute, open.worst]).toEqual([dispute, 'needs-help'])
    const acts = deciding('i', open, 'stands')
    expect(acts.map((act) => (act.body as { state: string }).state)).toEqual(['safe', 'safe'])
    const after = row(
      'A',
      rowsOf(disputed, () => undefined, told({ acts, back: [] })),
    )
    expect([after.dispute, after.persons.find((one) => one.personId === 'a')!.state]).toEqual([null, 'safe'])
    // Decided elsewhere: the words are gone without another request.
    expect(
      row(
        'A',
        rowsOf(disputed, () => ({ state: 'safe' }), []),
      ).dispute,
    ).toBeNull()
  })
  it('lead to the next one that is open, and to none when all are settled', () => {
    const sorted = rows().sort(orders.floor)
    expect([nextDoor(sorted, 'A')?.key, nextDoor(sorted, 'B')?.key]).toEqual(['B', 'A'])
    expect(
      nextDoor(
        rows([], () => 'safe'),
        'A',
      ),
    ).toBeUndefined()
  })
  it('stand under their building, the most unsettled first', () => {
    expect(buildingsOf(rows()).map(({ name, open, households, people }) => [name, open.length, households, people])).toEqual([
      ['6号楼', 3, 2, 5],
    ])
  })
})

const [third, ground] = [door('1号楼', '1单元', 3, '301'), door('6号楼', '2单元', 1, '101')]
const whole = (purpose: 'check' | 'evacuate', at: Partial<Schemas['CommunityDoors']> = {}) =>
  ({
    incident: 'i',
    position: 1,
    communities: [
      {
        ...read.communities[0]!,
        purpose,
        persons: [person('a', 'A', high), person('c', 'C', third)],
        households: [home('A', 3, 2, high), home('B', 2, 2, ground), home('C', 1, 0, third)],
        buildings: [
          { grid: 'G1', building: '6号楼', point: { lon: 0, lat: 0 }, scene: true },
          { grid: 'G1', building: '1号楼', point: { lon: 0, lat: 0 }, scene: false },
        ],
        unplaced: [],
        ...at,
      },
    ],
  }) as unknown as Schemas['DoorsShown']
const said = (key: string, states: Record<string, Row['worst']>, purpose: 'check' | 'evacuate' = 'check') =>
  rowsOf(whole(purpose), (of) => (states[of] ? { state: states[of] } : undefined), []).find((one) => one.key === key)!

describe('a word of completeness', () => {
  it('is said of a building only when every household in it is settled, not when those at risk are', () => {
    const at = (states: Record<string, Row['worst']>) =>
      buildingsOf(rowsOf(whole('check'), (of) => (states[of] ? { state: states[of] } : undefined), []))
    const half = at({ a: 'safe' })
    expect(half.map(({ name, open, openDoors }) => [name, open.length, openDoors.length])).toEqual([
      ['6号楼', 0, 2],
      ['1号楼', 1, 1],
    ])
    // The scene stands first until all there have an answer, then buildings with people left.
    const done = at({ a: 'safe', A: 'safe', B: 'away' })
    expect(done.map(({ name, openDoors }) => [name, openDoors.length])).toEqual([
      ['1号楼', 1],
      ['6号楼', 0],
    ])
  })
  it('knows that safe at home is nobody moved', () => {
    const both = { a: 'safe', A: 'moved', B: 'safe' } as const
    expect([said('A', both).settled, said('A', both, 'evacuate').settled, said('A', both, 'evacuate').worst]).toEqual([true, false, 'safe'])
    const rows = (purpose: 'check' | 'evacuate') =>
      rowsOf(whole(purpose), (of) => (of in both ? { state: both[of as keyof typeof both] } : undefined), [])
    expect(peopleOf(rows('check'))).toEqual({ toMove: 6, moved: 5, left: 1, lost: 0 })
    expect(peopleOf(rows('evacuate'))).toEqual({ toMove: 6, moved: 2, left: 4, lost: 0 })
  })
  it.each(['check', 'evacuate'] as const)('prints counts of the words that were pressed, for %s', (purpose) => {
    const words = Object.keys(looks) as Row['worst'][]
    let seed = 7
    const any = () => words[(seed = (seed * 1103515245 + 12345) % 2147483648) % words.length]!
    const found = ['safe', 'away', 'moved', 'with-relatives', 'at-hospital', 'handed-over'].filter(
      (word) => purpose === 'check' || word !== 'safe',
    )
    for (let n = 0; n < 500; n++) {
      const states: Record<string, Row['worst']> = { a: any(), c: any(), A: any(), B: any(), C: any() }
      const pressed = [states.a, states.c, states.A, states.A, states.B, states.B]
      const all = rowsOf(whole(purpose), (of) => ({ state: states[of]! }), [])
      const [moved, lost] = [pressed.filter((one) => found.includes(one!)).length, pressed.filter((one) => one === 'unreachable').length]
      expect(peopleOf(all)).toEqual({ toMove: 6, moved, lost, left: 6 - moved - lost })
      expect(all.every((one) => one.settled)).toBe(pressed.every((one) => found.includes(one!)))
    }
  })
})

describe('an area that was drawn anew', () => {
  const visitor = (householdId: string | null) => person('v', '', low, { householdId, visitor: true })
  const leftOut = (persons: Schemas['PersonAtDoor'][], households: Schemas['HouseholdDoor'][]) =>
    rowsOf(whole('check', { persons, households }), () => undefined, []).map((one) => [one.key, one.leftOut])
  it('leaves a door out only where nobody of it is inside any more', () => {
    const [out, inside] = [{ outside: true }, { outside: false }]
    expect(leftOut([person('a', 'A', high, out)], [{ ...home('A', 4, 3, high), ...out }])).toEqual([['A', true]])
    expect(leftOut([person('a', 'A', high, inside)], [{ ...home('A', 4, 3, high), ...out }])).toEqual([['A', false]])
    expect(leftOut([person('a', 'A', high, out)], [{ ...home('A', 4, 3, high), ...inside }])).toEqual([['A', false]])
    expect(leftOut([], [{ ...home('B', 2, 2, low), ...out }])).toEqual([['B', true]])
  })
  it('says it of persons whose household is not listed, and never of a visitor alone', () => {
    expect(leftOut([person('a', 'A', high, { outside: true })], [])).toEqual([['A', true]])
    expect(leftOut([visitor(null)], [])[0]![1]).toBe(false)
    expect(leftOut([person('a', 'A', high, { outside: true }), visitor('A')], [])).toEqual([['A', true]])
  })
})

describe('who lives nobody knows where', () => {
  it('stands by name beside all doors, and is counted with the first mark', () => {
    const stray = whole('check', { unplaced: [person('s', '', { grid: 'G1' }, { householdId: null, name: '例**' })] })
    expect(unplacedOf(stray, []).map((one) => [one.key, one.persons[0]!.name])).toEqual([['s', '例**']])
    expect(peopleOf(rowsOf(stray, () => undefined, [])).toMove).toBe(6)
    const [mine] = unplacedOf(stray, [])
    const acts = told(marking('i', mine!, mine!.persons, 'safe'))
    expect(acts.map((act) => act.path)).toEqual(['/api/incidents/i/doors/c/persons/s/check'])
    expect(unplacedOf(stray, acts)).toEqual([])
    expect(peopleOf(rowsOf(stray, () => undefined, acts))).toEqual({ toMove: 7, moved: 1, left: 6, lost: 0 })
  })
})
