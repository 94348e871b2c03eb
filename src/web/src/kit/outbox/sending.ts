import type { Acts } from '@/kit/outbox/acts'
import type { Refusal, Stored } from '@/kit/outbox/act'

/**
 * Result of sending an act. `made`: the id of the object that the server made; `passing`: worth another try, no sooner than the server
 * asks; `unreached`: all other acts are too.
 */
export type Outcome =
  | { kind: 'taken'; position: number; made?: string }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'passing'; after?: number }
  | { kind: 'unreached' }
  | { kind: 'signed-out' }

export type Sending = {
  acts: Acts
  /** Account whose acts can be sent now; empty where nobody is signed in. */
  account: () => string
  post: (act: Stored) => Promise<Outcome>
  taken: (act: Stored, position: number, made?: string) => void
  now: () => number
  stillAlone: () => Promise<void>
  /** Pause after a failed try, at least as long as the server asks; milliseconds. */
  pause: (atLeast: number) => number
}

/**
 * Sends all acts that can be sent, in order; per entity nothing overtakes an earlier act.
 * Returns the time until the next look: milliseconds, 0 where nothing waits.
 */
export async function sendAll({ acts, account, post, taken, now, stillAlone, pause }: Sending): Promise<number> {
  const mine = () => acts.all().then((all) => all.filter((act) => act.account === account() && !act.refused))
  if ((await mine()).length === 0) return 0
  const blocked = new Set<string>()
  const sent = new Set<number>()
  let again = 0
  const soonest = (ms: number) => (again = again === 0 ? ms : Math.min(again, ms))
  // Loaded anew after each: acts done or undone meanwhile count.
  for (;;) {
    const ready = (await mine()).filter((one) => !blocked.has(one.entity) && !sent.has(one.seq))
    // Files last: an act done meanwhile waits for one of them at most.
    const act = ready.find((one) => !one.file) ?? ready[0]
    if (!act) return again
    if (act.hold && act.hold > now()) {
      blocked.add(act.entity)
      soonest(act.hold - now())
      continue
    }
    await stillAlone()
    if (!(await acts.begin(act.seq))) continue
    const outcome = await post(act)
    switch (outcome.kind) {
      case 'taken':
        // Until now this phone has called it by its key: waiting acts get its id before the key is forgotten.
        if (outcome.made) await acts.rename(act.key, outcome.made)
        taken(act, outcome.position, outcome.made)
        await acts.remove(act.seq)
        break
      case 'refused':
        await acts.refuse(act.seq, outcome.refusal)
        break
      case 'passing':
        blocked.add(act.entity)
        soonest(pause(outcome.after ?? 0))
        break
      default:
        return pause(0)
    }
    sent.add(act.seq)
  }
}
