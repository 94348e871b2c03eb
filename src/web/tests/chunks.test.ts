import { describe, expect, it } from 'vitest'
import { fileOf, reached, ring, type Module, type Needs } from '../chunks'

const module = (importedIds: string[] = [], dynamicallyImportedIds: string[] = []): Module => ({ importedIds, dynamicallyImportedIds })
const graph: Record<string, Module> = {
  desk: module(['parts'], ['street']),
  street: module(['parts', 'table'], ['dialog']),
  dialog: module(['table']),
  parts: module(),
  table: module(),
}
const of = (id: string) => graph[id] ?? null
const needs = (some: Partial<Needs>): Needs => ({
  atOnce: [],
  later: [],
  phone: { first: [], others: [], later: false },
  desk: [],
  ...some,
})

describe('the files of a build', () => {
  it('know what is needed at once, what later, and where one does not go', () => {
    expect([...reached(of, ['desk'])].sort()).toEqual(['desk', 'parts'])
    expect([...reached(of, ['desk'], true)].sort()).toEqual(['desk', 'dialog', 'parts', 'street', 'table'])
    expect([...reached(of, ['desk'], true, (id) => id === 'street')].sort()).toEqual(['desk', 'parts'])
  })
  it('hold together what the same pages need, and apart what one of them does not', () => {
    expect(fileOf(needs({ desk: ['/street', '/drills'] }))).toBe(fileOf(needs({ desk: ['/street', '/drills'] })))
    expect(fileOf(needs({ desk: ['/street', '/drills'] }))).not.toBe(fileOf(needs({ desk: ['/street'] })))
    expect(fileOf(needs({ atOnce: ['desk'], desk: ['/street'] }))).toBe(fileOf(needs({ atOnce: ['desk'] })))
  })
  it('keep what the phone opens with apart from what it has when there is time', () => {
    const phone = (first: string[], others: string[], later: boolean) => fileOf(needs({ phone: { first, others, later } }))
    expect(phone([], ['care', 'visits'], true)).toBe(phone([], ['visits', 'today'], true))
    expect(phone(['who'], ['care', 'visits'], true)).not.toBe(phone([], ['care', 'visits'], true))
    expect(phone([], [], true)).not.toBe(phone([], ['care'], true))
  })
  it('leave a dialog of the desk where it is opened', () => expect(fileOf(needs({}))).toBeNull())
  it('never need each other in a ring', () => {
    expect(
      ring(
        new Map([
          ['a', ['b']],
          ['b', ['c']],
          ['c', []],
        ]),
      ),
    ).toEqual([])
    expect(
      ring(
        new Map([
          ['a', ['b']],
          ['b', ['c']],
          ['c', ['b']],
        ]),
      ),
    ).toEqual(['b', 'c'])
  })
})
