import { computed, onScopeDispose, ref } from 'vue'
import { owned } from '@/base/session/session'

/**
 * State of a drill's clock: at `since` of the live clock the drill showed `then`; since then it runs `factor` times as fast, 0 while
 * paused.
 */
export type Played = { since?: string | null; then?: string | null; factor: number }

/** Single timer for all clocks of a page. */
const clocks = owned(() => {
  let ahead = 0
  let played: { since: number; then: number; factor: number } | null = null
  const liveNow = () => Date.now() - ahead
  const serverNow = () => (played ? played.then + (liveNow() - played.since) * played.factor : liveNow())
  const [now, liveTime] = [ref(serverNow()), ref(liveNow())]
  const tick = () => ([now.value, liveTime.value] = [serverNow(), liveNow()])
  const timer = setInterval(tick, 1000)
  onScopeDispose(() => clearInterval(timer))
  return {
    liveNow,
    serverNow,
    now,
    liveTime,
    play({ since, then, factor }: Played) {
      played = since && then ? { since: Date.parse(since), then: Date.parse(then), factor } : null
      tick()
    },
    correct(date: string | null) {
      const off = date ? Date.now() - Date.parse(date) : 0
      if (Math.abs(off - ahead) > 2000) ahead = Math.abs(off) > 2000 ? off : 0
    },
  }
})

/** Server time, milliseconds since 1970: phones are minutes off, and only the server decides lateness. */
export const liveNow = () => clocks().liveNow()

/**
 * Time of the page's realm: drill time in a drill, else server time. Deadlines and lateness use it; the page's own waiting times do not.
 */
export const serverNow = () => clocks().serverNow()

/** The time of the page's realm, each second. */
export const now = computed(() => clocks().now.value)
/** The same in live: for the time that a bar stays, and until a sound comes again. */
export const liveTime = computed(() => clocks().liveTime.value)

/** Sets the clock of the page's drill; a drill that has not started has the server's time. */
export const play = (how: Played) => clocks().play(how)

/** @param date header of an answer, in whole seconds; differences under two of them are ignored */
export const correct = (date: string | null) => clocks().correct(date)

const two = (n: number) => String(n).padStart(2, '0')

/** mm:ss below an hour, h:mm:ss above, whole days past 48 h (words by the caller). */
export function lasting(ms: number): { days: number } | { text: string } {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  if (h >= 48) return { days: Math.floor(h / 24) }
  return { text: h ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}` }
}

/** 02:47, in the place's own time: the field works in Asia/Shanghai wherever the screen is. */
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Shanghai' })
const clockWithSeconds = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZone: 'Asia/Shanghai',
})
export const hour = (at: string | number | Date) => clock.format(new Date(at))
export const second = (at: string | number | Date) => clockWithSeconds.format(new Date(at))
