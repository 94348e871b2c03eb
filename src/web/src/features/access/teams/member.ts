import { answer, api, type Schemas } from '@/base/api/http'
import { comingDays } from '@/kit/parts/days'
import type { Day } from '@/kit/parts/dates'
import { bodyOf, lineOf, type FieldsOf, type ValuesOf } from '@/kit/parts/schema'
import { t } from '@/base/words'

export type Member = Schemas['TeamMemberShown']
export type Former = Schemas['FormerShown']
export type MemberText = Schemas['MemberText']

/** Body of a request about a member, with the reason. */
export type MemberBody = MemberText & { why?: string | null }
export type MemberValues = ValuesOf<MemberBody>

const roles = [
  'secretary',
  'director',
  'child-director',
  'hazard-reporter',
  'grid-chief',
  'building-chief',
  'group-leader',
  'unit-chief',
  'responder',
  'volunteer',
  'villager-representative',
  'flood-warner',
  'shelter-keeper',
  'sunk-staff',
] as const satisfies readonly Member['role'][]

export const emptyMember: MemberValues = {
  phones: '',
  name: '',
  born: '',
  role: 'responder',
  also: [],
  grid: '',
  building: '',
  unit: '',
  skills: '',
  why: '',
}
/** Fields for adding somebody: six, from the telephone number on. */
export const firstFields = ['phones', 'name', 'born', 'role', 'grid', 'skills'] as const

/** Place that a member is responsible for. */
export const placeOf = (one: Pick<Member, 'grid' | 'building' | 'unit'>) => [one.grid, one.building, one.unit].filter(Boolean).join(' ')

const roleWords = () => Object.fromEntries(roles.map((one) => [one, t(`role.${one}`)])) as Record<Member['role'], string>
/** Minimum age of members. */
const adult = 18
const bornLast = () => {
  const [year, rest] = [comingDays(1)[0]!.slice(0, 4), comingDays(1)[0]!.slice(4)]
  return `${Number(year) - adult}${rest}` as Day
}
export const memberFields = (): FieldsOf<MemberBody> => ({
  phones: { as: 'phones', label: t('roster.member.phones'), hint: t('roster.member.phonesHint'), max: 100, required: true, first: true },
  name: { as: 'text', label: t('roster.member.name'), max: 100, required: true },
  born: { as: 'day', label: t('roster.member.born'), hint: t('roster.member.bornHint'), max: bornLast() },
  role: { as: 'one', label: t('roster.member.role'), of: roleWords(), required: true },
  also: { as: 'some', label: t('roster.member.also'), of: roleWords() },
  grid: { as: 'text', label: t('roster.member.grid'), max: 40 },
  building: { as: 'text', label: t('roster.member.building'), max: 40 },
  unit: { as: 'text', label: t('roster.member.unit'), max: 40 },
  skills: { as: 'lines', label: t('roster.member.skills'), hint: t('roster.member.skillsHint'), max: 400 },
  why: { as: 'text', label: t('roster.member.why'), max: 200 },
})

const team = (code: string) => ({ params: { path: { code } } })
const one = (code: string, member: string) => ({ params: { path: { code, member } } })
const because = (why: MemberBody['why']) => (why ? { why } : {})

/** Name and phones: opening them is recorded first. */
export async function openContact(code: string, member: string) {
  const { items } = await answer(() => api.POST('/api/communities/{code}/team/open', { params: { path: { code }, query: { member } } }))
  const contact = items.find((item) => item.id === member)
  return { name: contact?.name ?? '', phones: contact?.phones ?? [], born: contact?.born ?? '' }
}

/** The record to be changed, with name and phones: opening it is recorded first. */
export async function openMember(code: string, member: Member): Promise<MemberValues> {
  const contact = await openContact(code, member.id)
  return {
    phones: lineOf([...contact.phones]),
    name: contact.name,
    born: contact.born,
    role: member.role,
    also: [...member.also],
    grid: member.grid ?? '',
    building: member.building ?? '',
    unit: member.unit ?? '',
    skills: lineOf(member.skills),
    why: '',
  }
}
export const enterMember = (code: string, { why, ...member }: MemberBody, former?: string) =>
  answer(() =>
    api.POST('/api/communities/{code}/team/members', { ...team(code), body: { member, ...(former ? { former } : {}), ...because(why) } }),
  )
export const correctMember = (code: string, id: string, first: MemberValues, { why, ...now }: MemberBody) => {
  const { why: _, ...was } = bodyOf(memberFields(), first)
  return answer(() =>
    api.POST('/api/communities/{code}/team/members/{member}/correct', { ...one(code, id), body: { was, now, ...because(why) } }),
  )
}
export type Held = Schemas['HeldThing']
export const leaveTeam = (code: string, id: string, day: string, reason: string, hand: Schemas['HandOver'][]) =>
  answer(() =>
    api.POST('/api/communities/{code}/team/members/{member}/leave', {
      ...one(code, id),
      body: { day, hand, ...(reason.trim() ? { why: reason.trim() } : {}) },
    }),
  )
