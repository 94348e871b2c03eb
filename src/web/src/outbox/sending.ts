import type { Acts } from './acts'
import type { Refusal, Stored } from './act'

/** What became of one sending. `made`: the id of what the server made of it; `passing`: worth another try, as late as the server asks; `unreached`: so are all others. */
export type Outcome =
  | { kind: 'taken'; position: number; made?: string }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'passing'; after?: number }
  | { kind: 'unreached' }
  | { kind: 'signed-out' }

export type Sending = {
  acts: Acts
  /** Whose acts may be sent now; empty where nobody is signed in. */
  account: () => string
  post: (act: Stored) => Promise<Outcome>
  taken: (act: Stored, position: number, made?: string) => void
  now: () => number
  stillAlone: () => Promise<void>
  /** How long to wait after what did not go through, at least what the server asks for; milliseconds. */
  pause: (atLeast: number) => number
}

/**
 * Sends all that may be sent, in order; per entity nothing overtakes what waits before it.
 * Answers when to look again: milliseconds, 0 where nothing waits.
 */
export async function sendAll({ acts, account, post, taken, now, stillAlone, pause }: Sending): Promise<number> {
  const mine = () => acts.all().then((all) => all.filter((act) => act.account === account() && !act.refused))
  if ((await mine()).length === 0) return 0
  const blocked = new Set<string>()
  const sent = new Set<number>()
  let again = 0
  const soonest = (ms: number) => (again = again === 0 ? ms : Math.min(again, ms))
  // Asked anew after each: what was done or undone meanwhile counts.
  for (;;) {
    const ready = (await mine()).filter((one) => !blocked.has(one.entity) && !sent.has(one.seq))
    // Files last: what is done meanwhile waits for one of them at most.
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
        // Until now this phone has called it by its key: what waits for it hears its name before it is forgotten.
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
