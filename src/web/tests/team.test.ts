import { describe, expect, it } from 'vitest'
import { matchesOf, nearFirst, wantedFor, type TeamPerson } from '@/features/access/teams/people'
import { isGrounded, skillsOf } from '@/features/access/teams/team'

const person = (id: string, skills: string[], onDuty: TeamPerson['onDuty'] = []): TeamPerson & { skills: string[] } => ({
  id,
  role: 'responder',
  mask: `${id}**`,
  grid: null,
  building: null,
  unit: null,
  onDuty,
  skills,
})

describe('skills of a team', () => {
  it('are counted, with who can speak with somebody first', () =>
    expect(skillsOf([person('a', ['开车', '方言']), person('b', ['开车']), person('c', ['手语'])])).toEqual([
      { skill: '手语', n: 1 },
      { skill: '方言', n: 1 },
      { skill: '开车', n: 2 },
    ]))
  it('that somebody at the door needs come before who is on duty, and it is said which', () => {
    const wanted = wantedFor(['deaf'], '背下楼，要会开车')
    const all = [person('duty', [], ['response']), person('signs', ['手语']), person('drives', ['开车'])]
    expect(nearFirst(all, undefined, wanted).map((one) => one.id)).toEqual(['drives', 'signs', 'duty'])
    expect(matchesOf(all[1]!, wanted)).toEqual(['手语'])
    expect(nearFirst(all).map((one) => one.id)[0]).toBe('duty')
  })
})

describe('who is known to be uninsured', () => {
  const insurance = { what: null, until: '2020-01-01' }
  it('is not sent out as a rescuer, and is as a chief or where nothing is noted', () => {
    const trainings = [{ what: 'first aid', day: '2020-01-01', until: null }]
    expect(isGrounded({ role: 'responder', also: [], insurance, insured: false, trainings })).toBe(true)
    expect(isGrounded({ role: 'responder', also: ['grid-chief'], insurance, insured: false, trainings })).toBe(false)
    expect(isGrounded({ role: 'volunteer', also: [], insurance: null, insured: false, trainings: [] })).toBe(false)
  })
  it('nor is whose training is over, until they learn anew', () => {
    const over = { what: 'first aid', day: '2018-01-01', until: '2020-01-01' }
    const of = (trainings: (typeof over)[]) => ({ role: 'responder' as const, also: [], insurance: null, insured: false, trainings })
    expect(isGrounded(of([over]))).toBe(true)
    expect(isGrounded(of([over, { ...over, what: 'boat', until: '2999-01-01' }]))).toBe(false)
  })
})
