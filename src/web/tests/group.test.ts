import { describe, expect, it } from 'vitest'
import { Group } from '@/kit/live/group'

const change = (position: number, key: string, value: unknown) => ({ group: 'division/411502', position, view: 'incident', key, value })
const group = () => new Group('live', 'division', '411502', () => undefined)
const contents = (of: Group) => Object.fromEntries(of.view('incident'))

describe('a group', () => {
  it('holds what the snapshot says, and nothing it does not', () => {
    const here = group()
    here.joined({ group: 'division/411502', position: 5, snapshot: [change(5, 'a', 1), change(5, 'b', 2)] })
    here.joined({ group: 'division/411502', position: 9, snapshot: [change(9, 'b', 3)] })
    expect(contents(here)).toEqual({ b: 3 })
    expect(here.position).toBe(9)
  })
  it('lays what was missed over what it had', () => {
    const here = group()
    here.joined({ group: 'division/411502', position: 5, snapshot: [change(5, 'a', 1), change(5, 'b', 2)] })
    expect(here.joined({ group: 'division/411502', position: 8, missed: [change(7, 'a', null), change(8, 'c', 4)] })).toBe(2)
    expect(contents(here)).toEqual({ b: 2, c: 4 })
  })
  it('comes back from the last position it heard of, also of the head', () => {
    const here = group()
    here.joined({ group: 'division/411502', position: 5, snapshot: [] })
    here.heard(12)
    expect(here.position).toBe(12)
  })
  it('tells once of a change, and not of what stays the same', () => {
    const here = group()
    const heard: unknown[] = []
    here.onChange((one) => heard.push(one.value))
    here.take(change(1, 'a', { n: 1 }))
    here.take(change(2, 'a', { n: 1 }))
    here.take(change(3, 'a', { n: 2 }))
    expect(heard).toEqual([{ n: 1 }, { n: 2 }])
  })
  it('shows nothing any more of what one may no longer see', () => {
    const here = group()
    here.joined({ group: 'division/411502', position: 5, snapshot: [change(5, 'a', 1)] })
    here.lose('scope.not-yours')
    expect(contents(here)).toEqual({})
    expect([here.position, here.lost.value]).toEqual([0, 'scope.not-yours'])
  })
  it('is let go when the last who holds it has released it', () => {
    let dropped = 0
    const here = new Group('live', 'me', '', () => dropped++)
    here.held = 2
    here.release()
    expect(dropped).toBe(0)
    here.release()
    expect(dropped).toBe(1)
  })
})
