import type { Schemas } from '@/api/http'
import { hour, now } from '@/clock'
import { day } from '@/parts/days'
import { t } from '@/words'

export type Line = Schemas['LineShown']
export type Waiting = Schemas['WaitingShown']

/** Refused ones first: somebody must do something about them; then the oldest. */
export const worstFirst = (all: readonly Waiting[]) =>
  [...all].sort((a, b) => Number(!a.refusal) - Number(!b.refusal) || a.handover.offeredAt.localeCompare(b.handover.offeredAt))

/** What the status says to whoever sees to the lines: what to look at, and on which side. */
export function whyRefused(status: number) {
  if (status === 401 || status === 403) return t('line.refusal.signature', { status })
  if (status === 404 || status === 405) return t('line.refusal.address', { status })
  if (status === 413) return t('line.refusal.size', { status })
  return t(status === 400 || status === 422 ? 'line.refusal.content' : 'line.refusal.other', { status })
}

/** 02:47, with its day where that is not today. */
export const when = (at: string) => (day(at) === day(new Date(now.value).toISOString()) ? hour(at) : `${day(at)} ${hour(at)}`)
