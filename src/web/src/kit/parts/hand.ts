import { ref } from 'vue'

export type Hand = 'right' | 'left'
const kept = 'team:hand'

/** Thumb that taps: 安全 lies under it. Remembered on this phone. */
export const hand = ref<Hand>(localStorage.getItem(kept) === 'left' ? 'left' : 'right')

export function changeHand() {
  hand.value = hand.value === 'left' ? 'right' : 'left'
  localStorage.setItem(kept, hand.value)
}
