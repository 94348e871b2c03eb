import { asked } from './answers'
import { createApp, defineComponent, h, provide, shallowRef } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import '@/base/look/tokens.css'
import '@/base/look/base.css'
import { whoAmI } from '@/base/api/session'
import { startTheme } from '@/base/look/theme'
import Desk from '@/pages/command/Desk.vue'
import DeskHead from '@/shell/DeskHead.vue'
import { headKey, type Said } from '@/shell/head'
import { learn } from '@/base/words'
import { count, line, rest, run } from './night'

startTheme('bench', 'dark')
await learn('zh-CN', [])
await whoAmI()

/** The head of the desks above the one desk, as in the product. */
const Page = defineComponent({
  setup() {
    const said = shallowRef<() => Said>()
    provide(headKey, said)
    return () =>
      h('div', { style: 'display: grid; grid-template-rows: auto minmax(0, 1fr); height: 100vh' }, [
        h(DeskHead, { rows: [], row: undefined, said: said.value?.() ?? {}, live: line }),
        h(Desk, { live: line }),
      ])
  },
})
createApp(Page)
  .use(createRouter({ history: createMemoryHistory(), routes: [{ path: '/:at(.*)*', component: Page }] }))
  .mount('#page')

/** Draws nothing: marks when a frame began, so that frames can be counted. */
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

/** Functions that the benchmark calls on the page. */
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
