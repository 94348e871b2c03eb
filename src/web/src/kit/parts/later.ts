import { defineAsyncComponent, type Component } from 'vue'
import Bones from '@/kit/parts/Bones.vue'
import { pause } from '@/base/send/patience'
import { needLater } from '@/base/words'

/** The longest time until the next try; milliseconds. */
const most = 30_000

/**
 * A part of the program in a chunk of its own: it is loaded when it is first shown, and until then nothing stands there. A failed load is
 * tried again, each time after twice the pause, and at once when there is network again.
 */
export const part = <T extends Component>(load: () => Promise<{ default: T }>) =>
  defineAsyncComponent({ loader: () => load().then((one) => one.default), delay: 0, onError: (_, retry, __, tries) => again(retry, tries) })

/** A part that a page does not open with: its words are loaded with it. */
export const later = <T extends Component>(load: () => Promise<{ default: T }>) =>
  part(() => Promise.all([load(), needLater()]).then(([one]) => one))

/** A part that fills the whole page: a placeholder shows until it is loaded. */
export const laterWhole = <T extends Component>(load: () => Promise<{ default: T }>) =>
  defineAsyncComponent({
    loader: () => Promise.all([load(), needLater()]).then(([one]) => one.default),
    loadingComponent: Bones,
    delay: 0,
    onError: (_, retry, __, tries) => again(retry, tries),
  })

function again(retry: () => void, tries: number) {
  const now = () => {
    clearTimeout(timer)
    removeEventListener('online', now)
    retry()
  }
  const timer = setTimeout(now, pause(tries - 1, { most }))
  addEventListener('online', now)
}
