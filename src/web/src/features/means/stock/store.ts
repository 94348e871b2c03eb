import { answer, api, type Schemas } from '@/base/api/http'
import { day } from '@/kit/parts/days'
import { bodyOf, type FieldsOf, type ValuesOf } from '@/kit/parts/schema'
import { t, wordOr } from '@/base/words'

export type Store = Schemas['StoreShown']
export type StoredLot = Schemas['StoredLot']
export type Need = Schemas['NeedShown']
export type Loan = Schemas['LoanShown']
export type Transfer = Schemas['StockTransferShown']
/** People who can have a key or be a witness: the team's members, masked. */
export type Keepers = Readonly<Record<string, string>>

/** Number of days before its date from which a lot counts as soon. */
export const soonDays = 30

/** 40 床. */
export const many = (n: number, unit?: string | null) => `${n} ${unit ?? ''}`.trim()

/** Urgency of a lot: past its date, lacking, soon past its date, neither. */
export function weightOf(lot: StoredLot, needs: ReadonlyMap<string, Need>, today: string): number {
  if (lot.expired && lot.here > 0) return 0
  if ((needs.get(lot.name)?.lacking ?? 0) > 0) return 1
  return lot.here > 0 && isSoon(lot, today) ? 2 : 3
}
export const isSoon = (lot: Pick<StoredLot, 'expiresOn'>, today: string) =>
  !!lot.expiresOn && Date.parse(lot.expiresOn) - Date.parse(today) <= soonDays * 86_400_000

/** Amounts that each kind of incident requires: 火灾 4、洪水 60. */
export const hazardsOf = (need: Need) =>
  need.hazards.map((one) => `${wordOr(`incident.category.${one.hazard}`, one.hazard)} ${one.quantity}`).join(t('store.and'))

/** Content of a label's code: store and lot, no name. */
export const labelAddress = (store: string, lot: string) => `${location.origin}/team#stocktake/${store}.${lot}`
/** The lot that a code names, whatever printed it. */
export function lotOfLabel(text: string) {
  const found = /(\d{9}|\d{12})\.([0-9a-f]{8}-[0-9a-f-]{27})/i.exec(text)
  return found ? { store: found[1]!, lot: found[2]!.toLowerCase() } : undefined
}

const in_ = (code: string) => ({ params: { path: { code } } })
const of = (code: string, lot: string) => ({ params: { path: { code, lot } } })

/** An act on a store: the fields of its form and the way it is sent. */
export type ActOf<B extends object> = {
  title: string
  submit: string
  danger?: boolean
  note?: string
  fields: () => FieldsOf<B>
  first: ValuesOf<B>
  send: (body: B) => Promise<unknown>
}
const act = <B extends object>(one: ActOf<B>) => one as unknown as ActOf<Record<string, unknown>>
export type AnyAct = ReturnType<typeof act>

const sources = () => ({
  allotted: t('store.source.allotted'),
  bought: t('store.source.bought'),
  donated: t('store.source.donated'),
  other: t('store.source.other'),
})
const place = (required = true) => ({ as: 'text' as const, label: t('store.field.location'), max: 100, required: required as true })
const keeper = (keepers: Keepers) => ({ as: 'one' as const, label: t('store.field.keeper'), of: keepers })
const quantity = (unit: string) => ({ as: 'number' as const, label: t('store.field.quantity', { unit }), required: true as const })
const note = () => ({ as: 'text' as const, label: t('store.field.note'), max: 500 })
const professionals = (item: string, shown: boolean) => ({
  as: 'tick' as const,
  label: t('store.field.professionals', { item }),
  when: () => shown,
})

type NewLot = Schemas['NewLot']
/** 收一批: a new lot; for a replacement or a missing item everything but the number is filled in. */
export const enter = (
  code: string,
  keepers: Keepers,
  known: Partial<Pick<StoredLot, 'name' | 'unit' | 'category' | 'location' | 'keeper'>>,
  n?: number,
  replaces?: string,
) =>
  act<NewLot>({
    title: t('store.enter'),
    submit: t('store.take'),
    fields: () => ({
      name: { as: 'text', label: t('store.field.name'), max: 60, required: true, first: true },
      quantity: { as: 'number', label: t('store.field.howMany'), required: true },
      unit: { as: 'text', label: t('store.field.unit'), max: 10, required: true },
      location: place(),
      expiresOn: { as: 'day', label: t('store.field.expires') },
      source: { as: 'one', label: t('store.field.source'), of: sources() },
      minimum: { as: 'number', label: t('store.field.minimum'), when: () => !replaces },
      keeper: keeper(keepers),
      category: { as: 'text', label: t('store.field.category'), max: 40 },
      note: note(),
      replaces: { as: 'own', label: '', when: () => false },
    }),
    first: {
      name: known.name ?? '',
      quantity: n,
      unit: known.unit ?? '',
      location: known.location ?? '',
      expiresOn: '',
      source: 'allotted',
      minimum: undefined,
      keeper: known.keeper ?? '',
      category: known.category ?? '',
      note: '',
      replaces: '',
    } as unknown as ValuesOf<NewLot>,
    send: (body) =>
      answer(() => api.POST('/api/stores/{code}/lots', { ...in_(code), body: { ...body, ...(replaces ? { replaces } : {}) } })),
  })

type More = Schemas['MoreOfLot']
export const receive = (code: string, lot: StoredLot, n?: number) =>
  act<More>({
    title: t('store.receiveOf', { item: lot.name }),
    submit: t('store.take'),
    fields: () => ({
      quantity: { ...quantity(lot.unit), first: true },
      source: { as: 'one', label: t('store.field.source'), of: sources() },
      note: note(),
    }),
    first: { quantity: n, source: 'allotted', note: '' },
    send: (body) => answer(() => api.POST('/api/stores/{code}/lots/{lot}/receive', { ...of(code, lot.id), body })),
  })

type Count = Schemas['NewCount']
export const count = (code: string, lot: StoredLot) =>
  act<Count>({
    title: t('store.countOf', { item: lot.name }),
    submit: t('store.write'),
    note: t('store.countNote', { n: many(lot.here, lot.unit) }),
    fields: () => ({ here: { ...quantity(lot.unit), first: true }, note: note(), countedAt: { as: 'own', label: '', when: () => false } }),
    first: { here: lot.here, note: '', countedAt: '' } as ValuesOf<Count>,
    send: (body) => answer(() => api.POST('/api/stores/{code}/lots/{lot}/count', { ...of(code, lot.id), body })),
  })

type WriteOff = Schemas['NewWriteOff']
export const writeOff = (code: string, lot: StoredLot, keepers: Keepers) =>
  act<WriteOff>({
    title: t('store.writeOffOf', { item: lot.name }),
    submit: t('store.act.writeOff'),
    danger: true,
    ...(lot.reserved ? { note: t('store.reservedNote', { n: many(lot.reserved, lot.unit) }) } : {}),
    fields: () => ({
      quantity: { ...quantity(lot.unit), first: true },
      reason: {
        as: 'one',
        label: t('store.field.reason'),
        of: {
          expired: t('store.reason.expired'),
          broken: t('store.reason.broken'),
          lost: t('store.reason.lost'),
          recalled: t('store.reason.recalled'),
        },
        required: true,
      },
      witnessMember: { as: 'one', label: t('store.field.witnessMember'), of: keepers, when: () => Object.keys(keepers).length > 0 },
      witness: { as: 'text', label: t('store.field.witness'), hint: t('store.field.witnessHint'), max: 100 },
      note: note(),
    }),
    first: {
      quantity: lot.free,
      reason: lot.expired ? 'expired' : 'broken',
      witnessMember: '',
      witness: '',
      note: '',
    } as ValuesOf<WriteOff>,
    send: (body) => answer(() => api.POST('/api/stores/{code}/lots/{lot}/write-off', { ...of(code, lot.id), body })),
  })

type Move = Schemas['NewMove']
export const move = (code: string, lot: StoredLot, keepers: Keepers) =>
  act<Move>({
    title: t('store.moveOf', { item: lot.name }),
    submit: t('store.act.move'),
    fields: () => ({ quantity: quantity(lot.unit), location: { ...place(), first: true }, keeper: keeper(keepers) }),
    first: { quantity: lot.belongs, location: '', keeper: lot.keeper ?? '' } as ValuesOf<Move>,
    send: (body) => answer(() => api.POST('/api/stores/{code}/lots/{lot}/move', { ...of(code, lot.id), body })),
  })

type Lend = Schemas['NewLoan']
export const lend = (code: string, lot: StoredLot, others: Store['others']) =>
  act<Lend>({
    title: t('store.lendOf', { item: lot.name }),
    submit: t('store.act.lend'),
    fields: () => ({
      quantity: { ...quantity(lot.unit), first: true },
      until: { as: 'day', label: t('store.field.until'), required: true },
      store: { as: 'one', label: t('store.field.toStore'), of: Object.fromEntries(others.map((one) => [one.code, one.name])) },
      unit: { as: 'text', label: t('store.field.toUnit'), max: 60, when: (now) => !now.store },
      person: { as: 'text', label: t('store.field.toPerson'), max: 60 },
      professionals: professionals(lot.name, lot.professional),
    }),
    first: { quantity: 1, until: '', store: '', unit: '', person: '', professionals: false } as ValuesOf<Lend>,
    send: (body) =>
      answer(() =>
        api.POST('/api/stores/{code}/lots/{lot}/lend', { ...of(code, lot.id), body: { ...body, professionals: !!body.professionals } }),
      ),
  })

type HandOut = Schemas['NewHandOut']
export const handOut = (code: string, lot: StoredLot) =>
  act<HandOut>({
    title: t('store.handOutOf', { item: lot.name }),
    submit: t('store.act.handOut'),
    note: t('store.handOutNote'),
    fields: () => ({
      quantity: { ...quantity(lot.unit), first: true },
      unit: { as: 'text', label: t('store.field.toUnit'), max: 60 },
      person: { as: 'text', label: t('store.field.toPerson'), max: 60 },
      note: note(),
      professionals: professionals(lot.name, lot.professional),
    }),
    first: { quantity: 1, unit: '', person: '', note: '', professionals: false } as ValuesOf<HandOut>,
    send: (body) =>
      answer(() =>
        api.POST('/api/stores/{code}/lots/{lot}/hand-out', { ...of(code, lot.id), body: { ...body, professionals: !!body.professionals } }),
      ),
  })

type Give = Schemas['NewStockTransfer']
export const give = (code: string, lot: StoredLot, others: Store['others']) =>
  act<Give>({
    title: t('store.giveOf', { item: lot.name }),
    submit: t('store.act.give'),
    note: t('store.giveNote'),
    fields: () => ({
      quantity: { ...quantity(lot.unit), first: true },
      to: { as: 'one', label: t('store.field.toStore'), of: Object.fromEntries(others.map((one) => [one.code, one.name])), required: true },
    }),
    first: { quantity: lot.free, to: '' } as ValuesOf<Give>,
    send: (body) => answer(() => api.POST('/api/stores/{code}/lots/{lot}/give', { ...of(code, lot.id), body })),
  })

type LotText = Schemas['LotText']
export const correct = (code: string, lot: StoredLot, keepers: Keepers) => {
  const fields = (): FieldsOf<LotText> => ({
    name: { as: 'text', label: t('store.field.name'), max: 60, required: true },
    minimum: { as: 'number', label: t('store.field.minimum') },
    location: place(),
    keeper: keeper(keepers),
    expiresOn: { as: 'day', label: t('store.field.expires') },
    category: { as: 'text', label: t('store.field.category'), max: 40 },
  })
  const first = {
    name: lot.name,
    minimum: lot.minimum,
    location: lot.location,
    keeper: lot.keeper ?? '',
    expiresOn: lot.expiresOn ?? '',
    category: lot.category,
  } as ValuesOf<LotText>
  const was = bodyOf(fields(), first)
  return act<LotText>({
    title: t('store.correctOf', { item: lot.name }),
    submit: t('store.save'),
    fields,
    first,
    send: (now) => answer(() => api.POST('/api/stores/{code}/lots/{lot}/correct', { ...of(code, lot.id), body: { was, now } })),
  })
}

const loanOf = (code: string, loan: Loan) => ({ params: { path: { code, lot: loan.lot, loan: loan.loan } } })
type Back = Schemas['NewLoanReturn']
export const takeBack = (code: string, loan: Loan) =>
  act<Back>({
    title: t('store.backOf', { item: loan.item, who: loan.to }),
    submit: t('store.act.back'),
    note: t('store.backNote', { n: many(loan.out, loan.unit) }),
    fields: () => ({
      back: { as: 'number', label: t('store.field.back', { unit: loan.unit }), required: true, first: true },
      broken: { as: 'number', label: t('store.field.broken', { unit: loan.unit }) } as never,
      lost: { as: 'number', label: t('store.field.lost', { unit: loan.unit }) } as never,
      note: note(),
    }),
    first: { back: loan.out, broken: 0, lost: 0, note: '' } as ValuesOf<Back>,
    send: (body) =>
      answer(() =>
        api.POST('/api/stores/{code}/lots/{lot}/loans/{loan}/return', {
          ...loanOf(code, loan),
          body: { ...body, broken: body.broken ?? 0, lost: body.lost ?? 0 },
        }),
      ),
  })

type Term = Schemas['NewTerm']
export const extend = (code: string, loan: Loan) =>
  act<Term>({
    title: t('store.extendOf', { item: loan.item, day: day(loan.until) }),
    submit: t('store.act.extend'),
    fields: () => ({ until: { as: 'day', label: t('store.field.until'), required: true } }),
    first: { until: '' },
    send: (body) => answer(() => api.POST('/api/stores/{code}/lots/{lot}/loans/{loan}/extend', { ...loanOf(code, loan), body })),
  })

const way = (code: string, transfer: string) => ({ params: { path: { code, transfer } } })
type Taking = Schemas['NewStockTaking']
export const take = (code: string, one: Transfer, keepers: Keepers) =>
  act<Taking>({
    title: t('store.takeOf', { item: one.item, from: one.fromName }),
    submit: t('store.take'),
    note: t('store.takeNote', { n: many(one.quantity, one.unit) }),
    fields: () => ({ quantity: quantity(one.unit), location: { ...place(), first: true }, keeper: keeper(keepers) }),
    first: { quantity: one.quantity, location: '', keeper: '' } as ValuesOf<Taking>,
    send: (body) => answer(() => api.POST('/api/stores/{code}/transfers/{transfer}/take', { ...way(code, one.id), body })),
  })
export const refuse = (code: string, one: Transfer) =>
  answer(() => api.POST('/api/stores/{code}/transfers/{transfer}/refuse', way(code, one.id)))
export const cancel = (code: string, one: Transfer) =>
  answer(() => api.POST('/api/stores/{code}/transfers/{transfer}/cancel', way(code, one.id)))
