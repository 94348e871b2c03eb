import { answer, api, type Schemas } from '@/api/http'
import { bodyOf, lineOf, type FieldsOf, type ValuesOf } from '@/parts/schema'
import { t } from '@/words'

export type Member = Schemas['TeamMemberShown']
export type Former = Schemas['FormerShown']
export type MemberText = Schemas['MemberText']

/** What is sent of a member, and why. */
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
] as const satisfies readonly Member['role'][]

export const emptyMember: MemberValues = { name: '', phones: '', role: 'responder', grid: '', building: '', unit: '', skills: '', why: '' }

const roleWords = () => Object.fromEntries(roles.map((one) => [one, t(`role.${one}`)])) as Record<Member['role'], string>
export const memberFields = (): FieldsOf<MemberBody> => ({
  name: { as: 'text', label: t('roster.member.name'), max: 100, required: true },
  phones: { as: 'phones', label: t('roster.member.phones'), hint: t('roster.member.phonesHint'), max: 100, required: true },
  role: { as: 'one', label: t('roster.member.role'), of: roleWords(), required: true },
  grid: { as: 'text', label: t('roster.member.grid'), max: 40 },
  building: { as: 'text', label: t('roster.member.building'), max: 40 },
  unit: { as: 'text', label: t('roster.member.unit'), max: 40 },
  skills: { as: 'lines', label: t('roster.member.skills'), hint: t('roster.member.skillsHint'), max: 400 },
  why: { as: 'text', label: t('roster.member.why'), max: 200 },
})

const team = (code: string) => ({ params: { path: { code } } })
const one = (code: string, member: string) => ({ params: { path: { code, member } } })
const because = (why: MemberBody['why']) => (why ? { why } : {})

/** The record to be changed, name and phones with it: who opened it is recorded first. */
export async function openMember(code: string, member: Member): Promise<MemberValues> {
  const { items } = await answer(() =>
    api.POST('/api/communities/{code}/team/open', { params: { path: { code }, query: { member: member.id } } }),
  )
  const contact = items.find((item) => item.id === member.id)
  return {
    name: contact?.name ?? '',
    phones: lineOf(contact?.phones),
    role: member.role,
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
export const leaveTeam = (code: string, id: string, day: string, reason: string) =>
  answer(() =>
    api.POST('/api/communities/{code}/team/members/{member}/leave', {
      ...one(code, id),
      body: { day, ...(reason.trim() ? { why: reason.trim() } : {}) },
    }),
  )
