import type { Schemas } from '@/base/api/http'
import { daysTo } from '@/kit/parts/days'
import { t, wordOr } from '@/base/words'

export type Item = Schemas['ImprovementShown']

/** Number of days before its last day from which it counts as due soon: its owner is then reminded. */
const soon = 3

/** State in words with a sign: a state is never colour alone. */
export function stands(one: Item): string {
  if (one.stage !== 'open') return t(`report.improve.${one.stage}`)
  const left = daysTo(one.until)
  return left < 0
    ? t('report.improve.overdue', { n: -left })
    : left <= soon
      ? t('report.improve.soon', { n: left })
      : t('report.improve.left', { n: left })
}

export const belongs = (one: Item) => {
  if (one.to === 'drill') return t('report.improve.drill')
  return t(`report.improve.${one.to}`, {
    title: one.ofTitle ?? (one.to === 'duty' ? wordOr(`readiness.duty.${one.ofId}`, one.ofId) : one.ofId),
  })
}
export const whose = (one: Item) => [one.ownerPlace, t(`role.${one.owner}`), one.ownerName ?? ''].filter(Boolean).join(' ')
