import { answer, api, type Schemas } from '@/api/http'
import { t } from '@/words'

export type Member = Schemas['TeamMemberShown']
export type Former = Schemas['FormerShown']
export type MemberText = Schemas['MemberText']

/** What stands in the form: phones and skills as one line each. */
export type MemberValues = Record<'name' | 'phones' | 'grid' | 'building' | 'unit' | 'skills' | 'why', string> & { role: Member['role'] }

export const roles = [
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
] as const satisfies readonly Member['role'][]

export const emptyMember: MemberValues = { name: '', phones: '', role: 'responder', grid: '', building: '', unit: '', skills: '', why: '' }

const several = (line: string) =>
  line
    .split(/[、,，;；\n]+/)
    .map((one) => one.trim())
    .filter(Boolean)
const text = (line: string) => line.trim() || null

export const wrongMember = (values: MemberValues) => ({
  ...(values.name.trim() ? {} : { name: t('roster.member.wrongName') }),
  ...(several(values.phones).length ? {} : { phones: t('roster.member.wrongPhone') }),
})

export const sentMember = (values: MemberValues): MemberText => ({
  name: values.name.trim(),
  phones: several(values.phones),
  role: values.role,
  grid: text(values.grid),
  building: text(values.building),
  unit: text(values.unit),
  skills: several(values.skills),
})

const team = (code: string) => ({ params: { path: { code } } })
const one = (code: string, member: string) => ({ params: { path: { code, member } } })
const why = (values: MemberValues) => (values.why.trim() ? { why: values.why.trim() } : {})

/** The record to be changed, name and phones with it: who opened it is recorded first. */
export async function openMember(code: string, member: Member): Promise<MemberValues> {
  const { items } = await answer(() =>
    api.POST('/api/communities/{code}/team/open', { params: { path: { code }, query: { member: member.id } } }),
  )
  const contact = items.find((item) => item.id === member.id)
  return {
    name: contact?.name ?? '',
    phones: contact?.phones.join('、') ?? '',
    role: member.role,
    grid: member.grid ?? '',
    building: member.building ?? '',
    unit: member.unit ?? '',
    skills: member.skills.join('、'),
    why: '',
  }
}
export const enterMember = (code: string, values: MemberValues, former?: string) =>
  answer(() =>
    api.POST('/api/communities/{code}/team/members', {
      ...team(code),
      body: { member: sentMember(values), ...(former ? { former } : {}), ...why(values) },
    }),
  )
export const correctMember = (code: string, id: string, was: MemberValues, now: MemberValues) =>
  answer(() =>
    api.POST('/api/communities/{code}/team/members/{member}/correct', {
      ...one(code, id),
      body: { was: sentMember(was), now: sentMember(now), ...why(now) },
    }),
  )
export const leaveTeam = (code: string, id: string, day: string, reason: string) =>
  answer(() =>
    api.POST('/api/communities/{code}/team/members/{member}/leave', {
      ...one(code, id),
      body: { day, ...(reason.trim() ? { why: reason.trim() } : {}) },
    }),
  )
