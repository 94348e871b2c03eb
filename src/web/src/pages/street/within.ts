import type { Within } from '@/kit/routing/row'
import { partsOfMine } from '@/pages/street/parts'

/** The parts of the desk that the user may see, each with its address. */
export const partsWithin = (): Within[] =>
  partsOfMine().map((one) => ({ to: `/street#${one.part}`, title: one.title, page: 'page.street' }))
