import { answer, api, type Schemas } from '@/base/api/http'
import { comingDays } from '@/kit/parts/days'
import type { Member } from './member'
import skills from './skills.json'

export type Week = Schemas['TeamWeek']
export type Turn = Schemas['OnDuty']
export type Gap = Schemas['ShiftGap']
export type CallOut = Schemas['CallOutShown']
export type Role = Member['role']

/** All roles of a member, the first one first. */
export const rolesOf = (one: Pick<Member, 'role' | 'also'>): Role[] => [one.role, ...one.also]

/** 方言 and 手语 stand first: speaking with somebody is the most wanted skill. */
const rank = (skill: string) => skills.first.findIndex((one) => skill.includes(one)) + 1 || skills.first.length + 1
/** Skills of the members, with the number of people for each. */
export function skillsOf(members: readonly Pick<Member, 'skills'>[]): { skill: string; n: number }[] {
  const counts = new Map<string, number>()
  for (const skill of members.flatMap((one) => one.skills)) counts.set(skill, (counts.get(skill) ?? 0) + 1)
  return [...counts]
    .map(([skill, n]) => ({ skill, n }))
    .sort((a, b) => rank(a.skill) - rank(b.skill) || b.n - a.n || a.skill.localeCompare(b.skill, 'zh'))
}

const outgoing: ReadonlySet<Role> = new Set<Role>(['responder', 'volunteer', 'sunk-staff'])

/** Days before the end from which insurance or a certificate counts as ending soon. */
const soon = 30
export type Ends = 'none' | 'over' | 'soon' | 'good'
/** Today's state of something with a last day. */
export function endsOf(until: string | null | undefined): Ends {
  const days = comingDays(soon + 1)
  if (!until) return 'none'
  return until < days[0]! ? 'over' : until <= days[soon]! ? 'soon' : 'good'
}

/**
 * True for a member with rescue roles only who is known to be uninsured, or whose training has expired: no task sends them (应对法 39, 40).
 */
export const isGrounded = (one: Pick<Member, 'role' | 'also' | 'insurance' | 'insured' | 'trainings'>) =>
  ((Boolean(one.insurance) && !one.insured) || isStale(one)) && rolesOf(one).every((role) => outgoing.has(role))
/** True when there was training, and none of it is valid any more. */
export const isStale = (one: Pick<Member, 'trainings'>) =>
  one.trainings.length > 0 && one.trainings.every((each) => endsOf(each.until) === 'over')

const one = (code: string, member: string) => ({ params: { path: { code, member } } })
export const setAvailability = (code: string, member: string, availability: Member['availability'], back?: string) =>
  answer(() =>
    api.POST('/api/communities/{code}/team/members/{member}/availability', {
      ...one(code, member),
      body: { availability, ...(back ? { back } : {}) },
    }),
  )
export const setPosting = (code: string, member: string, agreed: boolean) =>
  answer(() => api.POST('/api/communities/{code}/team/members/{member}/posting', { ...one(code, member), body: { agreed } }))
export const noteTraining = (code: string, member: string, body: Schemas['NewTraining']) =>
  answer(() => api.POST('/api/communities/{code}/team/members/{member}/training', { ...one(code, member), body }))
export const strikeTraining = (code: string, member: string, what: string) =>
  answer(() => api.POST('/api/communities/{code}/team/members/{member}/training/strike', { ...one(code, member), body: { what } }))
export const setInsurance = (code: string, member: string, body: Schemas['NewInsurance']) =>
  answer(() => api.POST('/api/communities/{code}/team/members/{member}/insurance', { ...one(code, member), body }))
export const issue = (code: string, member: string, body: Schemas['NewIssue']) =>
  answer(() => api.POST('/api/communities/{code}/team/members/{member}/equipment', { ...one(code, member), body }))
export const takeBack = (code: string, member: string, thing: string) =>
  answer(() =>
    api.POST('/api/communities/{code}/team/members/{member}/equipment/{thing}/return', {
      params: { path: { code, member, thing } },
      body: {},
    }),
  )
export const startCallOut = (code: string, body: Schemas['NewCallOut']) =>
  answer(() => api.POST('/api/communities/{code}/call-outs', { params: { path: { code } }, body }))
export const endCallOut = (callOutId: string) =>
  answer(() => api.POST('/api/call-outs/{callOutId}/end', { params: { path: { callOutId } } }))
export const answerCallOut = (callOutId: string, body: Schemas['NewCallOutAnswer']) =>
  answer(() => api.POST('/api/call-outs/{callOutId}/answer', { params: { path: { callOutId } }, body }))
