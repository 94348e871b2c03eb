import { onScopeDispose } from 'vue'
import type { Refused } from '@/api/http'

const [first, most] = [1_000, 16_000]

/** Asks again by itself where what stood in the way passes: after 1 s, then each time twice as late, at most 16 s. */
export function useAgain(ask: () => Promise<void>) {
  let [timer, failed]: [ReturnType<typeof setTimeout> | undefined, number] = [undefined, 0]
  const asking = () => clearTimeout(timer)
  onScopeDispose(asking, true)
  return {
    /** It is being asked: nothing else needs to. */
    asking,
    answered: () => void (failed = 0),
    refused(refusal: Refused) {
      clearTimeout(timer)
      if (refusal.passing) timer = setTimeout(() => void ask(), Math.min(most, first * 2 ** failed++))
    },
  }
}
