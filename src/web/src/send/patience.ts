import { onScopeDispose } from 'vue'

/** Up to half as long again, by chance: those whom one failure has stopped do not all come back in one moment. */
export const spread = (ms: number) => ms * (1 + Math.random() / 2)

/** How long to wait before the next try: each time twice as long, at most `most`, and not less than the server asks for. Milliseconds. */
export const pause = (failed: number, { first = 1_000, most = 16_000, atLeast = 0 } = {}) =>
  spread(Math.max(atLeast, Math.min(most, first * 2 ** Math.min(failed, 20))))

/** What a Retry-After says, seconds or a date, in milliseconds; 0 where it says nothing, and never more than a minute. */
export function retryAfter(header: string | null, now = Date.now()): number {
  if (!header) return 0
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - now
  return Number.isFinite(ms) ? Math.min(60_000, Math.max(0, ms)) : 0
}

/** What stood in the way: whether it passes, and how long the server asks to wait. */
type Refusal = { passing: boolean; after: number }

/** Asks again by itself where what stood in the way passes: after 1 s, then each time twice as late, at most 16 s, or as late as the server asks. */
export function useAgain(ask: () => Promise<void>) {
  let [timer, failed]: [ReturnType<typeof setTimeout> | undefined, number] = [undefined, 0]
  const asking = () => clearTimeout(timer)
  onScopeDispose(asking, true)
  return {
    /** It is being asked: nothing else needs to. */
    asking,
    answered: () => void (failed = 0),
    refused({ passing, after }: Refusal) {
      clearTimeout(timer)
      if (passing) timer = setTimeout(() => void ask(), pause(failed++, { atLeast: after }))
    },
  }
}
