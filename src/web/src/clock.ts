import { readonly, ref } from 'vue'

let ahead = 0
/** The server's time, milliseconds since 1970: phones are minutes wrong, and lateness is the server's to say. */
export const liveNow = () => Date.now() - ahead

/** How a drill's clock runs: at `since` of the live clock it was `then` in the drill; since then it runs `factor` times as fast, 0 while it stands. */
export type Played = { since?: string | null; then?: string | null; factor: number }
let played: { since: number; then: number; factor: number } | null = null
/** The time of the page's realm: the drill's in a drill, else the server's. What is due and late is counted by it; what the page itself waits for is not. */
export const serverNow = () => (played ? played.then + (liveNow() - played.since) * played.factor : liveNow())

const [current, currentLive] = [ref(serverNow()), ref(liveNow())]
const tick = () => ([current.value, currentLive.value] = [serverNow(), liveNow()])
setInterval(tick, 1000)

/** One timer for all clocks of a page; the time of its realm. */
export const now = readonly(current)
/** The same in live: how long a bar stands, when a sound comes again. */
export const liveTime = readonly(currentLive)

/** Sets the clock of the page's drill; one that has not started has the server's time. */
export function play({ since, then, factor }: Played) {
  played = since && then ? { since: Date.parse(since), then: Date.parse(then), factor } : null
  tick()
}

/** @param date header of an answer, whole seconds; a difference of under two of them is no difference */
export function correct(date: string | null) {
  const off = date ? Date.now() - Date.parse(date) : 0
  if (Math.abs(off - ahead) > 2000) ahead = Math.abs(off) > 2000 ? off : 0
}

const two = (n: number) => String(n).padStart(2, '0')

/** mm:ss below an hour, h:mm:ss above, whole days past 48 h (words by the caller). */
export function lasting(ms: number): { days: number } | { text: string } {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  if (h >= 48) return { days: Math.floor(h / 24) }
  return { text: h ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}` }
}

/** 02:47, in the place's own time: the field works in Asia/Shanghai wherever the screen stands. */
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Shanghai' })
const clockWithSeconds = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone: 'Asia/Shanghai' })
export const hour = (at: string | number | Date) => clock.format(new Date(at))
export const second = (at: string | number | Date) => clockWithSeconds.format(new Date(at))
