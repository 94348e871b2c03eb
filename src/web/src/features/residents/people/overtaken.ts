import { Refused, type Changed, type Schemas } from '@/base/api/http'
import { t, wordOr } from '@/base/words'
import { kebab } from '@/base/words/plain'
import { mobilityOf } from './codes'
import { historyOf } from './calls'

type Entry = Schemas['HistoryEntry']
/** A field that somebody else changed since it was loaded; with who and when where the history shows it. */
export type Overtaken = Changed & { who?: string | null; role?: string; at?: string }

export const isOvertaken = (fault: unknown): fault is Refused => fault instanceof Refused && fault.code === 'residents.changed-meanwhile'

/** Fields named in the refusal, with their author, as far as the user may see the history. */
export async function whoWrote(path: { code: string; personId: string }, fault: Refused): Promise<Overtaken[]> {
  const entries = await entriesOf(path)
  return fault.changed.map((one) => ({ ...one, ...lastOf(entries, one.field) }))
}
/** Empty for users who may not see the history: the change is then shown without its author. */
async function entriesOf(path: { code: string; personId: string }): Promise<readonly Entry[]> {
  try {
    return (await historyOf(path)).items
  } catch (fault) {
    if (fault instanceof Refused) return []
    throw fault
  }
}
function lastOf(entries: readonly Entry[], field: string) {
  const found = [...entries].reverse().find((entry) => entry.changes.some((change) => change.field === field))
  return found && { who: found.who ?? null, role: found.role, at: found.at }
}

export const whoOf = ({ who, role = '' }: { who?: string | null; role?: string }) =>
  [role && wordOr(`login.roles.${kebab(role)}`, role), who].filter(Boolean).join(' ')

const lists: Readonly<Record<string, string>> = { kinds: 'kind', needs: 'need' }
const yes: Readonly<Record<string, string>> = { yes: '✓', no: '✕' }
/** A field's value in words: codes have theirs, an empty value has a word for nothing. */
export function saidOf(field: string, value: string | null | undefined): string {
  if (!value) return t('resident.meanwhile.empty')
  const list = lists[field]
  if (list) return codes(value, list)
  if (field === 'mobility') {
    const known = mobilityOf(value)
    return known ? t(`resident.mobility.${known}`) : value
  }
  if (field === 'capacity') return value.replace(/^\w+/, (code) => wordOr(`resident.capacity.${code}`, code))
  if (field === 'door') return value.split('/').filter(Boolean).join(' ')
  return yes[value] ?? value
}
const codes = (value: string, list: string) =>
  value
    .split(listed)
    .map((one) => wordOr(`door.${list}.${one}`, one))
    .join(listed)
/** Separator that the server writes between the codes of a list. */
const listed = '、'
