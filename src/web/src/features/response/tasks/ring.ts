import { computed, onScopeDispose, ref, watch, type Ref } from 'vue'
import { play, wake } from '@/kit/sound/tones'

/** Interval at which a life-safety task rings again until somebody takes it, and the longest time for which it rings. */
const [every, most, muted] = [20_000, 180_000, 600_000]
const pattern = [400, 200, 400]

/**
 * Rings and shakes while a life-safety task that is mine to answer is nobody's, or an order to us is unanswered. Browsers let a page sound
 * after the first tap only; the screen does not depend on it. A single 我来 anywhere stops it, because the task leaves the list.
 */
export function useRing(tasks: Readonly<Ref<readonly { id: string; openedAt: string }[]>>) {
  const ids = computed(() => tasks.value.map((one) => one.id).join())
  const mutedUntil = ref(0)
  const audible = ref(false)
  let since = 0
  const hear = () => void wake().then((heard) => (audible.value = heard))
  addEventListener('pointerdown', hear)

  function ring() {
    if (!ids.value || Date.now() < mutedUntil.value || Date.now() - since > most) return
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(pattern)
    play('urgent', 1)
  }
  const timer = setInterval(ring, every)
  watch(
    ids,
    (now, before) => {
      if (!now || now.split(',').every((id) => before?.split(',').includes(id))) return
      since = Date.now()
      ring()
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    clearInterval(timer)
    removeEventListener('pointerdown', hear)
  })
  return { audible, mutedUntil, mute: () => (mutedUntil.value = Date.now() + muted) }
}
