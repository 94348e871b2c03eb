/** Figures of a community's hazards, as the live connection sends them. */
export type HazardsLight = {
  community: string
  reported: number
  found: number
  open: number
  late: number
  street: number
  danger: number
}

/** Number of waiting hazards: of one community those reported, late or a danger now; of a street those that it must decide itself. */
export function dangersWaiting(all: Iterable<HazardsLight>, code: string) {
  let [own, streets] = [0, 0]
  for (const one of all) {
    own += one.reported + one.late + one.danger
    streets += one.street + one.danger
  }
  return code.length === 12 ? own : streets
}
