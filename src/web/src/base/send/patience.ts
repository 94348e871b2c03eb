import { onScopeDispose } from 'vue'

/** Up to half as long again, at random: clients stopped by one failure do not all come back in one moment. */
export const spread = (ms: number) => ms * (1 + Math.random() / 2)

/** Pause before the next try: doubled each time, at most `most`, and not less than the server asks for. Milliseconds. */
export const pause = (failed: number, { first = 1_000, most = 16_000, atLeast = 0 } = {}) =>
  spread(Math.max(atLeast, Math.min(most, first * 2 ** Math.min(failed, 20))))

/** Delay of a Retry-After header, seconds or a date, in milliseconds; 0 without one, and never more than a minute. */
export function retryAfter(header: string | null, now = Date.now()): number {
  if (!header) return 0
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - now
  return Number.isFinite(ms) ? Math.min(60_000, Math.max(0, ms)) : 0
}

/** Kind of an error: whether it passes, and the pause that the server asks for. */
type Refusal = { passing: boolean; after: number }

/** Retries automatically after errors that pass: after 1 s, then doubled each time, at most 16 s, or as late as the server asks. */
export function useAgain(ask: () => Promise<void>) {
  let [timer, failed]: [ReturnType<typeof setTimeout> | undefined, number] = [undefined, 0]
  const asking = () => clearTimeout(timer)
  onScopeDispose(asking, true)
  return {
    /** A request is running: no other is needed. */
    asking,
    answered: () => void (failed = 0),
    refused({ passing, after }: Refusal) {
      clearTimeout(timer)
      if (passing) timer = setTimeout(() => void ask(), pause(failed++, { atLeast: after }))
    },
  }
}
