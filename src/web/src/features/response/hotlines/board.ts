import type { Schemas } from '@/base/api/http'
import { t } from '@/base/words'

export type Line = Schemas['LineShown']
export type Waiting = Schemas['WaitingShown']
export type Message = Schemas['LineMessageShown']

/** 119, with the answering side's name where several answer it. */
export const lineText = (line: Line) => (line.name ? `${line.hotline} ${line.name}` : line.hotline)

/** Refused ones first: somebody must do something about them; then the oldest. */
export const worstFirst = (all: readonly Waiting[]) =>
  [...all].sort((a, b) => Number(!a.refusal) - Number(!b.refusal) || a.handover.offeredAt.localeCompare(b.handover.offeredAt))

/** Explains the status to the people who maintain the lines: what to check, and on which side. */
export function whyRefused(status: number) {
  if (status === 401 || status === 403) return t('line.refusal.signature', { status })
  if (status === 404 || status === 405) return t('line.refusal.address', { status })
  if (status === 413) return t('line.refusal.size', { status })
  return t(status === 400 || status === 422 ? 'line.refusal.content' : 'line.refusal.other', { status })
}

/** Result of a message, as a word and its look. */
export function fateOf({ ours, status, again }: Message): { text: string; look: 'ok' | 'plain' | 'late' | 'soon' } {
  if (status == null) return { text: t('line.fate.silent'), look: 'soon' }
  if (status >= 300) return { text: t(ours ? 'line.fate.refusedThere' : 'line.fate.refused', { status }), look: 'late' }
  if (ours) return { text: t('line.fate.sent'), look: 'ok' }
  return again ? { text: t('line.fate.again'), look: 'plain' } : { text: t('line.fate.taken'), look: 'ok' }
}

/** Name of a message's type: 报案; a message without a type was not readable. */
export const typeOf = ({ type }: Message) => (isType(type) ? t(`line.type.${type}`) : (type ?? t('line.unread')))
const types = [
  'case.created',
  'case.updated',
  'case.cancelled',
  'handover.offered',
  'handover.accepted',
  'handover.returned',
  'handover.progressed',
  'handover.completed',
  'anchor.kept',
] as const
const isType = (type?: string | null): type is (typeof types)[number] => types.some((one) => one === type)
