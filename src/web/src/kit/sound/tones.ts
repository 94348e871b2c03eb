/** Short tones of our own; nothing sounds before the user's first click. */
type Note = { hertz: number; from: number; lasts: number }
export type Tune = 'urgent' | 'nobody' | 'help' | 'down' | 'up'

const notes = (...all: [hertz: number, from: number, lasts: number][]): Note[] =>
  all.map(([hertz, from, lasts]) => ({ hertz, from, lasts }))
/** Seconds. Urgent: three rising; nobody took a life-safety task: two low; needs help: one bright, twice; link: a falling or rising pair. */
export const tunes: Record<Tune, readonly Note[]> = {
  urgent: notes([523, 0, 0.16], [659, 0.18, 0.16], [784, 0.36, 0.26]),
  nobody: notes([262, 0, 0.24], [220, 0.28, 0.34]),
  help: notes([1047, 0, 0.14], [1047, 0.24, 0.18]),
  down: notes([587, 0, 0.2], [392, 0.22, 0.3]),
  up: notes([392, 0, 0.2], [587, 0.22, 0.3]),
}

let context: AudioContext | undefined
/** Must be called by a click or a key: browsers allow no sound before. True when sound can be heard from now on. */
export async function wake() {
  context ??= new AudioContext()
  await context.resume()
  return context.state === 'running'
}

/** @param volume 0 … 1 */
export function play(tune: Tune, volume: number) {
  if (!context || context.state !== 'running' || volume <= 0) return false
  for (const note of tunes[tune]) {
    const [tone, gain, at] = [context.createOscillator(), context.createGain(), context.currentTime + note.from]
    tone.type = 'triangle'
    tone.frequency.value = note.hertz
    gain.gain.setValueAtTime(0, at)
    gain.gain.linearRampToValueAtTime(volume * 0.4, at + 0.015)
    gain.gain.exponentialRampToValueAtTime(0.001, at + note.lasts)
    tone.connect(gain).connect(context.destination)
    tone.start(at)
    tone.stop(at + note.lasts + 0.02)
  }
  return true
}
