import type { Schemas } from '@/base/api/http'
import { dayOfYear, month, weekday } from '@/kit/parts/days'
import { t, wordOr } from '@/base/words'

export type Readiness = Schemas['ReadinessShown']
export type Duty = Schemas['DutyRule']
export type Standing = Schemas['DutyStanding']
export type Row = Schemas['CommunityReadiness']
export type Mark = Standing['mark']

/** The sign before each fact: a state is never colour alone. */
export const sign: Record<Mark, string> = { met: '✓', soon: '△', community: '…', late: '✕', unknown: '–', 'not-applicable': '—', draft: '' }

const slots = (one: Standing) => ({
  n: one.number ?? 0,
  of: one.of ?? 0,
  days: one.days ?? 0,
  month: one.on ? month(one.on) : '',
  day: one.on ? weekday(one.on) : '',
})

/** A cell's few characters: 过期 2 批. */
export const brief = (one: Standing) => t(`readiness.brief.${one.fact}`, slots(one))

/** The fact as a sentence. */
export const said = (one: Standing) => {
  const text = t(`readiness.said.${one.fact}`, slots(one))
  const past = one.days && (one.mark === 'late' || one.mark === 'community') ? t('readiness.longest', { days: one.days }) : ''
  return past ? `${text}${t('readiness.comma')}${past}` : text
}

/** Name of a duty: a county's own by its own name. */
export const dutyName = (duty: Pick<Duty, 'id' | 'name'>) => duty.name ?? wordOr(`readiness.duty.${duty.id}`, duty.id)

/** True when it is counted: drafts and duties that do not bind yet are not. */
export const counts = (duty: Pick<Duty, 'draft' | 'from'>) => !duty.draft && !duty.from

/** Reason why it is not counted: 草案, or the day from which it binds. */
export const aside = (duty: Pick<Duty, 'from'>) =>
  duty.from ? t('readiness.fromDay', { day: dayOfYear(duty.from) }) : t('readiness.tag.draft')

/** The county's own pack by its name, and its author; nothing for a built-in one. */
export const ownPack = (duty: Duty) =>
  !duty.packName ? '' : t(duty.setBy ? 'readiness.ownPack' : 'readiness.ownPackAll', { pack: duty.packName, who: duty.setBy ?? '' })

/** The articles of one law together: 22, 43. A county's own law has its own name. */
export const articles = (duty: Duty) =>
  [...new Set(duty.articles.map((one) => one.law))].map((law) => ({
    law,
    ...namesOf(law, duty.articles.find((one) => one.law === law)?.name),
    numbers: duty.articles
      .filter((one) => one.law === law)
      .map((one) => one.number)
      .join(t('readiness.and')),
  }))

const namesOf = (law: string, own?: string | null) => ({
  name: own ?? wordOr(`readiness.law.${law}`, law),
  short: own ?? wordOr(`readiness.short.${law}`, law),
})

/** Source of a duty: 信阳 37(2), or that the interval is set here. */
export const source = (duty: Duty) =>
  [
    ...articles(duty).map(({ name, numbers }) => `${name} ${numbers}`),
    ...(!duty.articles.length && duty.packName ? [duty.packName] : []),
    ...(duty.local ? [t('readiness.local')] : []),
    ...(duty.from ? [aside(duty)] : []),
  ].join(' · ')

/** The rule packs of the duty, each as it was on the chosen day: 信阳条例 2025-01（生效）. */
export const packsOf = ({ packs, duties }: Pick<Readiness, 'packs' | 'duties'>) =>
  packs
    .map((one) =>
      t('readiness.paper.pack', {
        name: duties.find((duty) => duty.pack === one.id)?.packName ?? wordOr(`readiness.law.${one.id}`, one.id),
        version: one.version,
        status: t(`readiness.pack.${one.adopted ? 'adopted' : one.status}`),
      }),
    )
    .join(t('readiness.and'))

const [year, monthsOfYear] = [365, 12]
/** 90 天*, 24 个月*: the star says that it is a local setting. */
export function interval(duty: Duty): string {
  if (!duty.days) return ''
  const text =
    duty.days % year === 0
      ? t('readiness.months', { n: (duty.days / year) * monthsOfYear })
      : t(duty.evidence === 'roster' ? 'readiness.ahead' : 'readiness.every', { n: duty.days })
  return duty.local ? `${text}*` : text
}

/** Number of gaps to begin with: the first of each duty, then the following; with the number of communities that have the same. */
export function firstGaps(readiness: Readiness, most: number) {
  const first = readiness.gaps.filter((gap, place) => readiness.gaps.findIndex((one) => one.duty === gap.duty) === place)
  const chosen = [...first, ...readiness.gaps.filter((gap) => !first.includes(gap))].slice(0, most)
  const order = (gap: (typeof chosen)[number]) => readiness.gaps.indexOf(gap)
  return chosen
    .sort((a, b) => order(a) - order(b))
    .map((gap) => ({ gap, others: readiness.gaps.filter((one) => one.duty === gap.duty).length - 1 }))
}

/** Sums over the street: of duties, never of a community. */
export function sums(rows: readonly Row[]) {
  const count = (mark: Mark) => rows.reduce((n, row) => n + row.cells.filter((cell) => cell.mark === mark).length, 0)
  const [met, soon, community, late, unknown] = [count('met'), count('soon'), count('community'), count('late'), count('unknown')]
  return {
    shown: met + soon,
    all: met + soon + community + late + unknown,
    soon,
    community,
    late,
    unknown,
    notApplicable: count('not-applicable'),
    draft: count('draft'),
  }
}
