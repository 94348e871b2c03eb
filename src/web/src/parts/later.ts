import { defineAsyncComponent, type Component } from 'vue'
import { needLater } from '@/words'

/** A part that a page does not open with: its program and its words are had when it is first shown, and until then nothing stands there. */
export const later = <T extends Component>(load: () => Promise<{ default: T }>) =>
  defineAsyncComponent({ loader: () => Promise.all([load(), needLater()]).then(([one]) => one.default), delay: 0 })
