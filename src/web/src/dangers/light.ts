/** Figures of a community's hazards, as they are told live. */
export type HazardsLight = {
  community: string
  reported: number
  found: number
  open: number
  late: number
  street: number
  danger: number
}

/** How much waits: of one community what is reported, late or a danger now; of a street what it has to decide itself. */
export function dangersWaiting(all: Iterable<HazardsLight>, code: string) {
  let [own, streets] = [0, 0]
  for (const one of all) {
    own += one.reported + one.late + one.danger
    streets += one.street + one.danger
  }
  return code.length === 12 ? own : streets
}
