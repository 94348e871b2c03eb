import { answer, api, type Schemas } from '@/base/api/http'
import { comingDays } from '@/kit/parts/days'
import { bodyOf, lineOf, type FieldsOf, type ValuesOf } from '@/kit/parts/schema'
import { t } from '@/base/words'

export type Party = Schemas['PartyShown']
export type Parties = Schemas['PartiesShown']
export type Ask = Schemas['PartyAskShown']
export type Duty = Schemas['PartyDutyShown']
export type PartyBody = Omit<Schemas['NewParty'], 'revision'>
export type PartyValues = ValuesOf<PartyBody>
export type Answer = 'accept' | 'refuse' | 'finish' | 'withdraw'

export const kinds = [
  'property-company',
  'owners-committee',
  'resident-unit',
  'volunteer-body',
  'courier-station',
  'clinic',
  'school',
] as const satisfies readonly Party['kind'][]

const kindWords = () => Object.fromEntries(kinds.map((one) => [one, t(`party.kind.${one}`)])) as Record<Party['kind'], string>
export const partyFields = (): FieldsOf<PartyBody> => ({
  kind: { as: 'one', label: t('party.field.kind'), of: kindWords(), required: true },
  name: { as: 'text', label: t('party.field.name'), max: 100, required: true },
  person: { as: 'text', label: t('party.field.person'), max: 100, required: true },
  phones: { as: 'phones', label: t('party.field.phones'), hint: t('party.field.phonesHint'), max: 100, required: true },
  estates: { as: 'lines', label: t('party.field.estates'), hint: t('party.field.estatesHint'), max: 400 },
  buildings: { as: 'lines', label: t('party.field.buildings'), max: 400 },
  from: { as: 'day', label: t('party.field.from') },
  until: { as: 'day', label: t('party.field.until') },
})

/** Values of the form; for a new party, an estate without a company can be given. */
export const valuesOf = (one?: Party, estate?: string): PartyValues => ({
  kind: one?.kind ?? 'property-company',
  name: one?.name ?? '',
  person: one?.contact?.person ?? '',
  phones: lineOf(one?.contact?.phones),
  estates: lineOf(one?.estates ?? (estate ? [estate] : [])),
  buildings: lineOf(one?.buildings),
  from: one?.from ?? comingDays(1)[0]!,
  until: one?.until ?? '',
})

const path = (code: string, partyId: string) => ({ params: { path: { code, partyId } } })
export const enterParty = (code: string, body: PartyBody) =>
  answer(() => api.POST('/api/communities/{code}/parties', { params: { path: { code } }, body }))
export const correctParty = (code: string, one: Party, body: PartyBody) =>
  answer(() =>
    api.POST('/api/communities/{code}/parties/{partyId}/correct', { ...path(code, one.id), body: { ...body, revision: one.revision } }),
  )
export const endParty = (code: string, id: string, lastDay: string, why: string) =>
  answer(() => api.POST('/api/communities/{code}/parties/{partyId}/end', { ...path(code, id), body: { lastDay, why: why || null } }))
export const askParty = (code: string, id: string, body: Schemas['NewPartyAsk']) =>
  answer(() => api.POST('/api/communities/{code}/parties/{partyId}/asks', { ...path(code, id), body }))
export const makeLink = (code: string, id: string) =>
  answer(() => api.POST('/api/communities/{code}/parties/{partyId}/link', path(code, id)))
export const withdrawLink = (code: string, id: string) =>
  answer(() => api.POST('/api/communities/{code}/parties/{partyId}/link/withdraw', path(code, id)))

export const giveAccount = (code: string, id: string, account: string) =>
  answer(() => api.POST('/api/communities/{code}/parties/{partyId}/account', { ...path(code, id), body: { account } }))
export const withdrawAccount = (code: string, id: string) =>
  answer(() => api.POST('/api/communities/{code}/parties/{partyId}/account/withdraw', path(code, id)))

/** Records the party's answer by telephone, or that the request is withdrawn. */
export function answerAsk(code: string, partyId: string, askId: string, what: Answer, text: string) {
  const at = { params: { path: { code, partyId, askId } } }
  const body = { text: text.trim() || null }
  return answer(() =>
    what === 'accept'
      ? api.POST('/api/communities/{code}/parties/{partyId}/asks/{askId}/accept', at)
      : what === 'refuse'
        ? api.POST('/api/communities/{code}/parties/{partyId}/asks/{askId}/refuse', { ...at, body })
        : what === 'finish'
          ? api.POST('/api/communities/{code}/parties/{partyId}/asks/{askId}/finish', { ...at, body })
          : api.POST('/api/communities/{code}/parties/{partyId}/asks/{askId}/withdraw', { ...at, body }),
  )
}

export const isOpen = (ask: Ask) => ask.stage === 'asked' || ask.stage === 'accepted'
export const dutiesOf = (duties: readonly Duty[], kind: Party['kind']) => duties.filter((one) => one.kinds.includes(kind))
export const articleOf = (one: { law: string; article: string }) =>
  t('party.article', { law: t(`party.law.${one.law as 'civil'}`), article: one.article })
export const bodyOfParty = (values: PartyValues) => bodyOf(partyFields(), values)
