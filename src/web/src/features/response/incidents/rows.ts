import type { Card } from './desk'

/** A line of the board: the name of a street with its number of incidents, or a card. */
export type BoardRow = { key: string; name: string; count: number; late: number; card?: undefined } | { key: string; card: Card }

/** Number of incidents from which they are grouped by street. */
export const grouped = 50
/** Number up to which all are drawn; beyond it only those in the window and near it. */
export const whole = 200

/** The cards in the order given, among many by street, the street of the most urgent one first. None is left out. */
export function rowsOf(cards: readonly Card[], streetOf: (card: Card) => { code: string; name: string }): BoardRow[] {
  if (cards.length <= grouped) return cards.map((card) => ({ key: card.id, card }))
  const streets = new Map<string, { name: string; cards: Card[] }>()
  for (const card of cards) {
    const { code, name } = streetOf(card)
    const street = streets.get(code)
    if (street) street.cards.push(card)
    else streets.set(code, { name, cards: [card] })
  }
  return [...streets].flatMap(([code, { name, cards: here }]) => [
    { key: `street-${code}`, name, count: here.length, late: here.filter((card) => card.late).length },
    ...here.map((card) => ({ key: card.id, card })),
  ])
}

/** The row of the next card in a direction, past the names between; none at either end. `from` below 0: the first or the last. */
export function nextRow(rows: readonly BoardRow[], from: number, by: 1 | -1): number | undefined {
  for (let at = from < 0 ? (by > 0 ? 0 : rows.length - 1) : from + by; at >= 0 && at < rows.length; at += by) if (rows[at]!.card) return at
  return undefined
}

/** The drawn rows: those in sight, and those that must not vanish under somebody's hand, in order. */
export const drawnRows = (seen: readonly number[], kept: readonly number[], count: number) =>
  [...new Set([...seen, ...kept.filter((at) => at >= 0 && at < count)])].sort((a, b) => a - b)
