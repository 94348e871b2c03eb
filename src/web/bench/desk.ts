import { asked } from './answers'
import { createApp, h } from 'vue'
import '@/look/tokens.css'
import '@/look/base.css'
import { whoAmI } from '@/api/session'
import { startTheme } from '@/look/theme'
import Desk from '@/pages/command/Desk.vue'
import { learn } from '@/words'
import { count, line, rest, run } from './night'

const flip = startTheme('bench', 'dark')
await learn('zh-CN', [])
await whoAmI()
const app = createApp({ render: () => h(Desk, { live: line }) })
app.provide('flipTheme', flip)
app.mount('#page')

/** Draws nothing: says when a frame began, so that frames can be counted. */
let frames: number[] = []
function frame(now: number) {
  frames.push(now)
  requestAnimationFrame(frame)
}
requestAnimationFrame(frame)

/** From a key to the frame that was drawn after it, milliseconds. */
let keys: number[] = []
addEventListener(
  'keydown',
  (event) => {
    const from = event.timeStamp
    const channel = new MessageChannel()
    channel.port1.onmessage = () => keys.push(performance.now() - from)
    requestAnimationFrame(() => channel.port2.postMessage(0))
  },
  { capture: true },
)

/** What the benchmark asks of the page. */
const bench = {
  run,
  rest,
  lacks() {
    const shown = document.querySelectorAll('[data-incident]').length
    if (!document.querySelector('.board h2 b')?.textContent?.includes(String(count))) return 'the number of incidents is not shown'
    return shown >= Math.min(count, 5) ? '' : `${shown} cards are drawn`
  },
  begin() {
    frames = []
    keys = []
  },
  /** Milliseconds between the frames since `begin`. */
  gaps: () => frames.slice(1).map((one, i) => one - frames[i]!),
  keys: () => keys,
  asked: () => Object.fromEntries(asked),
}
Object.assign(window, { bench })
