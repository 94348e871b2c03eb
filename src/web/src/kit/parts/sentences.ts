import type { Schemas } from '@/base/wire/schemas'
import { lasting, second } from '@/base/clock'
import { t, wordOr } from '@/base/words'

export type Review = Schemas['ReviewShown']
export type Action = Schemas['ActionJudged']
export type Line = Schemas['ReviewLine']

const zone = 'Asia/Shanghai'
const iso = new Intl.DateTimeFormat('sv-SE', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
})
/** 2026-06-18 02:41, or 02:41:07: with the year, since a report is read years later. */
export const moment = (at: string | number, how: 'minute' | 'second' = 'minute') =>
  how === 'second' ? second(at) : iso.format(new Date(at))

export const long = (ms: number) => {
  const time = lasting(ms)
  return 'text' in time ? time.text : t('common.days', { n: time.days })
}

/** Text of one line of the course. */
export function what(line: Line): string {
  if (line.kind !== 'event') return t(`report.course.${line.kind}`, { what: line.what })
  const text = wordOr(`report.event.${line.what}`, line.what)
  return line.times === 1 ? text : t('report.course.times', { what: text, n: line.times })
}

type Score = Pick<Schemas['ObjectiveJudged'], 'percent' | 'done' | 'late' | 'missed' | 'notReached'>
/** All objectives as one: the server's percentage with its figures. Each action serves one objective. */
export function totalOf({ percent, objectives }: Pick<Schemas['DrillReportShown'], 'percent' | 'objectives'>): Score {
  const sum = (of: 'done' | 'late' | 'missed' | 'notReached') => objectives.reduce((all, one) => all + one[of], 0)
  return { percent, done: sum('done'), late: sum('late'), missed: sum('missed'), notReached: sum('notReached') }
}

export const score = (one: Score) =>
  one.percent === null || one.percent === undefined
    ? t('report.objectives.nothing')
    : t('report.objectives.score', { percent: one.percent, done: one.done, late: one.late, missed: one.missed }) +
      (one.notReached ? ` · ${t('report.objectives.notReached', { n: one.notReached })}` : '')

export const outcome = (one: Action, ended = false) =>
  one.outcome === 'open' && ended
    ? t('report.outcome.cut')
    : one.lateSeconds
      ? `${t('report.outcome.late')} ${t('report.actions.lateBy', { time: long(one.lateSeconds * 1000) })}`
      : t(`report.outcome.${one.outcome}`)

/** Proof of an action: the event in words with its time, an observer's word, or that nothing is recorded. */
export function proof(one: Action, review: Review): string {
  const line = review.lines.find((each) => each.events.some((position) => one.events.includes(position)))
  const text = line ? wordOr(`report.event.${line.what}`, line.what) : ''
  const many = one.events.length > 1 ? t('report.course.times', { what: text, n: one.events.length }) : text
  if (one.question)
    return [
      one.doneAt ? t('report.actions.said', { time: second(one.doneAt) }) : '',
      t('report.actions.observer', { question: one.question }),
    ]
      .join(' ')
      .trim()
  if (one.doneAt)
    return t(one.outcome === 'missed' ? 'report.actions.breach' : 'report.actions.at', { time: second(one.doneAt), what: many })
  if (one.outcome === 'done') return t('report.actions.absent')
  if (one.outcome === 'missed')
    return one.events.length ? t('report.actions.short', { n: one.events.length, what: text }) : t('report.actions.nothing')
  return ''
}

/** Actions late or missed: each needs an improvement, or a reason why not. */
export const faults = (review: Review) => review.report.actions.filter((one) => one.outcome === 'late' || one.outcome === 'missed')
export const mended = (review: Review, action: string) => review.improvements.some((one) => one.to === 'action' && one.ofId === action)
