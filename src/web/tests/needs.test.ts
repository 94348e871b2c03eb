import { describe, expect, it } from 'vitest'
import type { PersonHere } from '@/features/response/doors/rows'
import { needOf, needsOf } from '@/features/response/doors/spoken'
import { kindMark, kinds, needMark, needs, outlines } from '@/kit/signs/symbols'
import { languages } from '@/base/words'
import { wordsOf } from './speaking'
import table from '../../Emergency.Domain/Residents/AtRisk/at-risk.json'

const person = (codes: string[], more: Partial<PersonHere> = {}) =>
  ({ needs: codes, kinds: null, minor: false, state: 'unchecked', ...more }) as PersonHere

describe('needs and kinds', () => {
  it('have a word in every language, and no word is left over', () => {
    const derived = ['child', 'elder', 'person']
    for (const language of languages) {
      const door = wordsOf(language).door as Record<'need' | 'kind', Record<string, string>>
      expect(Object.keys(door.need).sort(), language).toEqual([...table.needs.map((need) => need.code), ...derived].sort())
      expect(Object.keys(door.kind).sort(), language).toEqual(table.kinds.map((kind) => kind.code).sort())
    }
  })
  it('are drawn in an outline there is, with one character', () => {
    for (const mark of [...needs, ...kinds]) {
      expect(outlines[mark.shape], mark.name).toBeTruthy()
      expect([...mark.character].length, mark.name).toBe(1)
    }
  })
  it('are drawn and said in the order of rescue', () => {
    expect(needMark(person(['support', 'oxygen'])).name).toBe('oxygen')
    expect(needOf(person(['deaf', 'support', 'carry']))).toBe('要抬、要扶、听不清')
  })
  it('stay as they are where nobody knows the code, after the known ones', () => {
    expect(needOf(person(['guide-dog', 'deaf']))).toBe('听不清、guide-dog')
    expect(needsOf([person(['guide-dog']), person(['carry', 'guide-dog'])])).toBe('要抬 1、guide-dog 2')
    expect(needMark(person(['guide-dog'])).name).toBe('person')
    expect(kindMark(person([], { kinds: ['unheard-of'] })).mark.name).toBe('person')
  })
})
