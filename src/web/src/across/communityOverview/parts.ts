import type { Card } from '@/features/response/incidents/desk'
import { countLate, type Late } from '@/features/response/incidents/late'
import type { GoodsLight } from '@/base/lights/lights'
import type { Warning } from '@/kit/map/warnings'

/** Current counts of one part of a division: a county of a city, a street of a county. */
export type PartNow = {
  code: string
  name: string
  open: number
  late: number
  help: number
  unsettled: number
  goods: number
  /** The gravest in force there, be it for more or for less than the part. */
  warning: Warning | undefined
  warnings: number
}
type Sources = { cards: ReadonlyMap<string, Card>; late: readonly Late[]; goods: Iterable<GoodsLight>; warnings: readonly Warning[] }

/** Each part with its counts, in the order of its code: never by the counts. Each source is traversed once. */
export function partsNow(parts: readonly { id: string; name: string }[], { cards, late, goods, warnings }: Sources): PartNow[] {
  const rows = [...parts]
    .sort((a, b) => a.id.localeCompare(b.id))
    .map(({ id, name }): PartNow => {
      const holding = warnings.filter((one) => one.areas.some((area) => id.startsWith(area) || area.startsWith(id)))
      return { code: id, name, open: 0, late: 0, help: 0, unsettled: 0, goods: 0, warning: holding[0], warnings: holding.length }
    })
  const byCode = new Map(rows.map((row) => [row.code, row]))
  const length = rows[0]?.code.length
  const rowOf = (incident: string) => byCode.get(cards.get(incident)?.light.community?.slice(0, length) ?? '')
  for (const card of cards.values()) {
    const row = rowOf(card.id)
    if (!row) continue
    row.open++
    row.help += card.help
    row.unsettled += card.unsettled
  }
  for (const one of late) {
    const row = rowOf(one.incident)
    if (row) row.late += countLate([one])
  }
  for (const one of asked(goods, cards)) {
    const row = byCode.get(one.community.slice(0, length))
    if (row) row.goods++
  }
  return rows
}

/** Goods requested and not answered yet, of open incidents. */
export const asked = (goods: Iterable<GoodsLight>, cards: ReadonlyMap<string, Card>) =>
  [...goods].filter((one) => one.stage === 'requested' && cards.has(one.incident)).sort((a, b) => a.at.localeCompare(b.at))
