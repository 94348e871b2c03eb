/** A label on the axis, in pixels. `flipped`: it ends at its mark instead of beginning there. */
export type Label = { key: string; x: number; lane: number; flipped: boolean }

const [lanes, gap, late] = [3, 10, 0.84]

/**
 * Lays labels out in three lanes without overlap; past 84 % of the width they stand to the left of their mark. A mark without room has no
 * label.
 * @param width of the axis, and of each label
 */
export function lay(marks: readonly { key: string; x: number; width: number; weight: number }[], width: number): Label[] {
  const taken: [number, number][][] = Array.from({ length: lanes }, () => [])
  const labels: Label[] = []
  for (const mark of [...marks].sort((a, b) => b.weight - a.weight || a.x - b.x)) {
    const flipped = mark.x > width * late || mark.x + mark.width > width
    const [from, to] = flipped ? [mark.x - mark.width, mark.x] : [mark.x, mark.x + mark.width]
    if (from < 0) continue
    const lane = taken.findIndex((busy) => busy.every(([a, b]) => to + gap < a || from - gap > b))
    if (lane < 0) continue
    taken[lane]!.push([from, to])
    labels.push({ key: mark.key, x: mark.x, lane, flipped })
  }
  return labels
}

/** Round moments for the axis: at most `most`, a whole number of minutes apart. */
export function ticks(from: number, to: number, most: number): number[] {
  const steps = [60, 120, 180, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400].map((seconds) => seconds * 1000)
  const step = steps.find((one) => (to - from) / one <= most) ?? steps.at(-1)!
  const all: number[] = []
  for (let at = Math.ceil(from / step) * step; at < to && all.length <= most; at += step) all.push(at)
  return all
}
