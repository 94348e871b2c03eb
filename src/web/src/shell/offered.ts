import { division } from '@/base/api/session'
import { drillOf, realm } from '@/base/realm/realm'
import { mayDo } from '@/base/session/may'
import type { Row } from '@/kit/routing/row'
import type { Schemas } from '@/base/wire/schemas'

/** State in place of a page, or the page itself. */
export type Standing = 'asking' | 'unreached' | 'noRight' | 'missing' | 'page'

/** The pages that are offered in the navigation. */
export const offered = (rows: readonly Row[]) =>
  rows.filter((row) => {
    const right = row.offered ?? row.may
    return right !== 'nobody' && (right === undefined || mayDo(right)) && (row.levels?.includes(division().length) ?? true)
  })

/** Decides whether a page is shown, or why it is not. */
export function standingOf(row: Row | undefined, known: boolean, unreached: boolean, session: Schemas['SessionShown'] | null): Standing {
  if (!session || !known) return unreached ? 'unreached' : 'asking'
  if (!row) return 'missing'
  return row.may && !mayDo(row.may) ? 'noRight' : 'page'
}

/** True when this window is in a drill. */
export const inDrill = () => drillOf(realm) !== ''
