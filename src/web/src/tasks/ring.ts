import { computed, onScopeDispose, ref, watch, type Ref } from 'vue'

/** A life-safety task rings again after so long, and for at most so long, until somebody takes it. */
const [every, most, muted] = [20_000, 180_000, 600_000]
const pattern = [400, 200, 400]

/**
 * Rings and shakes while a life-safety task that is mine to answer is nobody's, or an order to us is unanswered. Browsers let a page sound after the first tap only;
 * what is seen does not depend on it. One 我来 anywhere stops it, because the task leaves the list.
 */
export function useRing(tasks: Readonly<Ref<readonly { id: string; openedAt: string }[]>>) {
  const ids = computed(() => tasks.value.map((one) => one.id).join())
  const mutedUntil = ref(0)
  const audible = ref(false)
  let sound: AudioContext | undefined
  let since = 0
  const wake = () => {
    sound ??= new AudioContext()
    void sound.resume().then(() => (audible.value = sound?.state === 'running'))
  }
  addEventListener('pointerdown', wake)

  function ring() {
    if (!ids.value || Date.now() < mutedUntil.value || Date.now() - since > most) return
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(pattern)
    if (sound?.state === 'running') for (const [i, hertz] of [523, 659, 784].entries()) tone(sound, hertz, i * 0.22)
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
    removeEventListener('pointerdown', wake)
  })
  return { audible, mutedUntil, mute: () => (mutedUntil.value = Date.now() + muted) }
}

function tone(sound: AudioContext, hertz: number, after: number) {
  const [wave, loud, start] = [sound.createOscillator(), sound.createGain(), sound.currentTime + after]
  wave.frequency.value = hertz
  loud.gain.setValueAtTime(0.0001, start)
  loud.gain.exponentialRampToValueAtTime(0.4, start + 0.03)
  loud.gain.exponentialRampToValueAtTime(0.0001, start + 0.2)
  wave.connect(loud).connect(sound.destination)
  wave.start(start)
  wave.stop(start + 0.22)
}
