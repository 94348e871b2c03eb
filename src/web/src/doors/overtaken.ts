import { answer, api, type Schemas } from '@/api/http'
import { hour, serverNow } from '@/clock'
import type { Refusal, Stored } from '@/outbox/act'
import { t } from '@/words'

/** A mark that waited longer than this may have been overtaken; milliseconds. */
const waited = 60_000

/** Marks that waited without network, at doors where somebody has said something else since: they are not sent before their owner has chosen. */
export async function overtakenBy(acts: readonly Stored[]): Promise<ReadonlyMap<number, Refusal>> {
  const old = acts.filter((act) => !act.begun && !act.insist && act.incident && serverNow() - act.at > waited && act.marks.some((mark) => !mark.visitor))
  const found = new Map<number, Refusal>()
  for (const id of new Set(old.map((act) => act.incident!))) {
    const read = await answer(() => api.GET('/api/incidents/{id}/doors', { params: { path: { id } } })).catch(() => null)
    if (read) for (const act of old) if (act.incident === id) overtake(act, read, old, found)
  }
  return found
}

function overtake(act: Stored, read: Schemas['DoorsShown'], all: readonly Stored[], found: Map<number, Refusal>) {
  for (const mark of act.marks) {
    const target = mark.person ?? mark.household
    // What this phone said before at the same door is no news from somebody else.
    if (all.some((earlier) => earlier.seq < act.seq && earlier.marks.some((other) => (other.person ?? other.household) === target))) continue
    const here = read.communities.find((one) => one.community === mark.community)
    const now = mark.person ? here?.persons.find((one) => one.personId === mark.person) : here?.households.find((one) => one.householdId === mark.household)
    if (now?.checkedAt && Date.parse(now.checkedAt) > act.at && now.state !== mark.state)
      found.set(act.seq, { status: 409, code: 'overtaken', sentence: t('outbox.overtaken', { time: hour(now.checkedAt), state: t(`door.state.${now.state}`) }) })
  }
}
