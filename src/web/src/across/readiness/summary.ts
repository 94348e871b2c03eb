import type { Schemas } from '@/base/api/http'
import { t } from '@/base/words'
import { counts, type Mark } from '@/across/readiness/standing'

export type Summary = Schemas['ReadinessSummary']
export type Tally = Schemas['Tally']

/** Mark of a row in a duty: the worst of its communities. */
export function markOf(one: Tally, draft: boolean): Mark {
  if (draft) return 'draft'
  if (one.late) return 'late'
  if (one.soon) return 'soon'
  if (one.community) return 'community'
  if (one.met) return 'met'
  return one.unknown ? 'unknown' : 'not-applicable'
}

/** Numbers of communities by mark, where not all is well. */
export function countOf(one: Tally, draft: boolean): string {
  if (draft) return t('readiness.at.nHave', { n: one.draft })
  const n = one.late || one.soon || one.community
  return n ? t('readiness.at.nCommunities', { n }) : ''
}

/** In words, for screen readers. */
export const toldOf = (one: Tally, draft: boolean) =>
  draft
    ? t('readiness.mark.draft')
    : [
        one.late ? t('readiness.at.lateN', { n: one.late }) : '',
        one.soon ? t('readiness.at.soonN', { n: one.soon }) : '',
        one.community ? t('readiness.at.communityN', { n: one.community }) : '',
      ]
        .filter(Boolean)
        .join(' ') || t(`readiness.mark.${markOf(one, draft)}`)

/** Sums over all rows: of duties, never of a row. Drafts are not in them. */
export function sumsOf(summary: Summary, then: boolean) {
  const all = summary.rows.flatMap((row) => (then ? (row.then ?? []) : row.cells).filter((_, n) => counts(summary.duties[n]!)))
  const sum = (of: (one: Tally) => number) => all.reduce((n, one) => n + of(one), 0)
  const [late, soon, community, met, unknown] = [
    sum((one) => one.late),
    sum((one) => one.soon),
    sum((one) => one.community),
    sum((one) => one.met),
    sum((one) => one.unknown),
  ]
  return { late, soon, community, shown: met + soon, of: met + soon + community + late + unknown, drafts: drafts(summary) }
}

const drafts = (summary: Summary) => summary.duties.filter((duty) => !counts(duty)).length * summary.rows.length
