import { describe, expect, it } from 'vitest'
import { fileOf, joined, reached, ring, type Module, type Needs } from '../chunks'

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

describe('a small file', () => {
  const file = (size: number, of: string, needs = '', styles = false) => ({ size, of: new Set(of), needs: new Set(needs), styles })
  const limits = { small: 10, besides: 20 }
  const goes = (files: Record<string, ReturnType<typeof file>>, closed = '') =>
    Object.fromEntries(joined(new Map(Object.entries(files)), limits, (name) => closed.includes(name)))

  it('goes into the one that all who need it load, and of these into that which fewest others load', () => {
    expect(goes({ s: file(5, 'ab'), all: file(90, 'abcde'), most: file(90, 'abc'), one: file(90, 'a') })).toEqual({ s: 'most' })
    expect(goes({ s: file(5, 'ab'), one: file(90, 'a') })).toEqual({})
  })
  it('stays where it is large, where others would load too much for it, and beside what takes none', () => {
    expect(goes({ s: file(11, 'a'), all: file(90, 'ab') })).toEqual({})
    expect(goes({ s: file(9, 'a'), all: file(90, 'abcd') })).toEqual({})
    expect(goes({ s: file(9, 'a'), vue: file(90, 'ab') }, 'vue')).toEqual({})
  })
  it('stays where it has styles for all that is on a page, and what goes into such a one is for all who have it', () => {
    expect(goes({ s: file(5, 'a', '', true), all: file(90, 'ab') })).toEqual({})
    expect(goes({ s: file(5, 'a'), all: file(90, 'ab', '', true) })).toEqual({ s: 'all' })
  })
  it('stays where somebody would load another file for it', () => {
    const other = file(90, 'a')
    expect(goes({ s: file(5, 'a', 'o'), o: other, all: file(90, 'ab') })).toEqual({ s: 'o' })
    expect(goes({ s: file(5, 'ab', 'o'), o: other, all: file(90, 'abc') })).toEqual({})
    expect(goes({ s: file(5, 'ab', 'o'), o: other, all: file(90, 'abc', 'o') })).toEqual({ s: 'all' })
  })
  it('stays where the two files would need each other by way of a third', () => {
    expect(goes({ s: file(5, 'a'), between: file(90, 'a', 's'), all: file(90, 'ab', 'p'), p: file(90, 'ab', 's') })).toEqual({
      s: 'between',
    })
    expect(goes({ s: file(5, 'ab'), all: file(90, 'ab', 'p'), p: file(90, 'c', 's') })).toEqual({})
  })
  it('takes along what went into it before', () => {
    const found = goes({ s: file(2, 'a'), t: file(5, 'a'), all: file(90, 'ab') })
    expect(found).toEqual({ s: 'all', t: 'all' })
  })
})
