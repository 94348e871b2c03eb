import { describe, expect, it } from 'vitest'
import { whatChoices, whatSaid } from '@/features/residents/people/choices'
import { consentSaid } from '@/features/residents/people/consent'
import { asked, noFilter, readOf, written } from '@/features/residents/people/filter'
import {
  bornOf,
  changesOf,
  doorFaults,
  doorSaid,
  guardianText,
  noDoor,
  overtaken,
  phoneFault,
  phonesOf,
  textOf,
  type Values,
} from '@/features/residents/people/record'
import { kebab } from '@/base/words/plain'

const values = (more: Partial<Values> = {}): Values => ({
  phones: '139-0000-0142',
  building: '6号楼',
  unit: '3单元',
  floor: '6',
  room: '606',
  address: '',
  household: '',
  kinds: ['elder-alone'],
  needs: ['support', 'medicine'],
  mobility: '需协助',
  livesAlone: true,
  health: '',
  capacity: '',
  capacityBasis: '',
  ...more,
})

describe('phones', () => {
  it.each([
    ['139-0000-0301、139-0000-0302', ['139-0000-0301', '139-0000-0302']],
    ['139 0000 0301, 0376-1234567', ['139 0000 0301', '0376-1234567']],
    [' ', []],
  ])('%j are parted however they are written', (text, all) => expect(phonesOf(text)).toEqual(all))
  it.each([
    ['139-0000-0301', undefined],
    ['', undefined],
    ['12ab567', 'resident.wrong.phone'],
    ['1234', 'resident.wrong.phone'],
    [Array.from({ length: 6 }, (_, n) => `139000003${n}0`).join('、'), 'resident.wrong.phones'],
  ])('%j: what stands against them is %s', (text, fault) => expect(phoneFault(text)).toBe(fault))
})

describe('when somebody was born', () => {
  it.each([
    ['1950', { bornIn: 1950 }],
    ['1950-03-02', { born: '1950-03-02' }],
    ['1950.3.2', { born: '1950-03-02' }],
    ['1950年3月2日', { born: '1950-03-02' }],
    ['19500302', { born: '1950-03-02' }],
    ['2026-06-18', { born: '2026-06-18' }],
    ['2026-06-19', undefined],
    ['2027', undefined],
    ['1950-13-01', undefined],
    ['1950-3', undefined],
    ['50', undefined],
    ['', undefined],
    ['去年', undefined],
  ])('%j is read as %j', (text, read) => expect(bornOf(text, '2026-06-18')).toEqual(read))
})

describe('a correction', () => {
  it('counts what it changes, not how it was typed', () => {
    expect(changesOf(values(), values({ phones: ' 139-0000-0142 ', needs: ['medicine', 'support'] }))).toEqual([])
    expect(changesOf(values(), values({ phones: '139-0000-0207', needs: ['carry'] }))).toEqual(['phones', 'needs'])
  })
  it('keeps what was typed where another desk was faster, and takes over the rest', () => {
    const mine = values({ phones: '139-0000-0303' })
    const stands = values({ phones: '139-0000-0302', mobility: '卧床', kinds: ['disabled'] })
    expect(overtaken(values(), mine, stands)).toEqual(values({ phones: '139-0000-0303', mobility: '卧床', kinds: ['disabled'] }))
  })
  it('says a household by its id only where there is one', () => {
    expect(textOf(values())).not.toHaveProperty('householdId')
    expect(textOf(values({ household: 'h' })).householdId).toBe('h')
    expect(textOf(values({ floor: '' })).floor).toBeNull()
  })
})

describe('a door', () => {
  it('is a household, or at least a building', () => {
    expect(doorFaults(noDoor())).toEqual({ building: 'resident.wrong.door' })
    expect(doorFaults({ ...noDoor(), household: 'h' })).toEqual({})
    expect(doorFaults({ ...noDoor(), building: '6号楼', floor: '三' })).toEqual({ floor: 'resident.wrong.floor' })
  })
  it('of a household is the household, and nothing that was typed before', () => {
    expect(doorSaid({ ...noDoor(), household: 'h', building: '6号楼' })).toEqual({ householdId: 'h' })
    expect(doorSaid({ ...noDoor(), building: ' 6号楼 ', floor: '−1' })).toEqual({ building: '6号楼', unit: '', floor: -1, room: '' })
  })
})

it('a guardian shown as contact is sent back as it was stored', () => {
  const shown = { role: '紧急联系人', name: '何拟人', phones: [], inForce: true, capacityNotRecorded: true }
  expect(guardianText(shown).role).toBe('监护人')
  expect(guardianText({ ...shown, capacityNotRecorded: false }).role).toBe('紧急联系人')
})

describe('filters', () => {
  it('stand in the address and come back from it', () => {
    const filter = { ...noFilter(), kind: 'elder-alone', grid: '第二网格', building: '7号楼', due: 'yes' }
    expect(readOf(written(filter))).toEqual(filter)
    expect(written(noFilter())).toBe('')
    expect(readOf('')).toEqual(noFilter())
  })
  it('are asked for as they are chosen, and what is not chosen is not asked for', () => {
    const none = {
      kind: null,
      need: null,
      grid: null,
      building: null,
      visitDue: false,
      visitAsks: false,
      unverified: false,
      due: false,
      ask: false,
    }
    expect(asked(noFilter())).toEqual(none)
    expect(asked({ ...noFilter(), need: 'carry', unverified: 'yes' })).toEqual({ ...none, need: 'carry', unverified: true })
  })
})

it('roles of the history have the words of the others', () => expect(kebab('StreetOfficer')).toBe('street-officer'))

describe('a yes or a no in the history', () => {
  const said: Parameters<typeof consentSaid>[0] = { uses: ['health-care', 'photo-care'], guardian: false, paper: false }
  it('is told with who said it, until when, and what shows it', () => {
    expect(consentSaid({ ...said, paper: true, until: '2027-06-18' })).toBe(
      '社区看病情、拍我的照片 · 本人说的 · 到2027年6月18日为止 · 有签字的告知书',
    )
    expect(consentSaid({ ...said, uses: ['photo-care'], guardian: true, witness: '例见证', explained: '例主任' })).toBe(
      '拍我的照片 · 监护人说的 · 见证：例见证 · 说明：例主任',
    )
  })
  it('says nothing of what is not there', () =>
    expect(consentSaid({ ...said, uses: ['health-clinic'] })).toBe('病情给签约医生看 · 本人说的'))
})

describe('what a newcomer is and needs, in one field', () => {
  it('asks nothing twice, and a need that makes a kind of somebody says that kind too', () => {
    const texts = whatChoices().map((one) => one.text)
    expect(new Set(texts).size).toBe(texts.length)
    expect(whatSaid(['kind.elder-alone', 'need.support'])).toEqual({ kinds: ['elder-alone'], needs: ['support'] })
    expect(whatSaid(['need.oxygen', 'need.escort'])).toEqual({ kinds: ['home-oxygen', 'escort'], needs: ['oxygen', 'escort'] })
    expect(whatSaid(['need.medicine']).kinds).toEqual([])
  })
})
