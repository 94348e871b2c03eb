import { computed, onScopeDispose, reactive, watch } from 'vue'
import { Refused, session } from '@/base/api/http'
import { saveCard, same, type Card } from './plans'

/** A card that is being written. `seen`: the version it was begun from; `theirs`: a version that somebody else has saved meanwhile. */
export type Written = {
  mine: Card
  seen: Card | null
  theirs?: Card | null
  state: 'waiting' | 'saving' | 'refused' | 'unreached' | 'conflict'
  why: string
}

const pause = 800
const again = 5_000

/**
 * Cards being written: each is sent to the server a moment after the last key, and lies in the browser until it is there.
 * A card that is refused, not sent, or changed by somebody else meanwhile stays as typed.
 */
export function useWriting(code: () => string, newest: () => readonly Card[] | undefined, reread: () => Promise<unknown>) {
  const key = () => `plan.${session.value?.account ?? ''}.${code()}`
  const writes = reactive(new Map<string, Written>())
  const timers = new Map<string, ReturnType<typeof setTimeout>>()

  function keep() {
    const left = [...writes].map(([id, { mine, seen }]) => [id, { mine, seen }] as const)
    if (left.length) localStorage.setItem(key(), JSON.stringify(left))
    else localStorage.removeItem(key())
  }
  function later(id: string, wait: number) {
    clearTimeout(timers.get(id))
    timers.set(
      id,
      setTimeout(() => void flush(id), wait),
    )
  }

  function write(card: Card) {
    const stands = newest()?.find((one) => one.id === card.id) ?? null
    const known = writes.get(card.id)
    writes.set(
      card.id,
      known
        ? { ...known, mine: card, state: known.state === 'conflict' ? 'conflict' : 'waiting' }
        : { mine: card, seen: stands, state: 'waiting', why: '' },
    )
    keep()
    if (known?.state !== 'conflict') later(card.id, pause)
  }

  async function flush(id: string) {
    const one = writes.get(id)
    if (!one || one.state === 'saving' || one.state === 'conflict') return
    const [sent, of] = [one.mine, code()]
    writes.set(id, { ...one, state: 'saving', why: '' })
    try {
      await saveCard(of, sent, one.seen)
      await reread().catch(() => undefined)
      const now = writes.get(id)
      if (!now || of !== code()) return
      if (same(now.mine, sent)) writes.delete(id)
      else {
        writes.set(id, { ...now, seen: sent, state: 'waiting' })
        later(id, pause)
      }
    } catch (fault) {
      const refused = Refused.of(fault)
      const now = writes.get(id) ?? one
      if (refused.code === 'plan.changed-meanwhile') {
        await reread().catch(() => undefined)
        writes.set(id, { ...now, theirs: newest()?.find((card) => card.id === id) ?? null, state: 'conflict', why: refused.message })
      } else if (refused.passing || refused.unreached) {
        writes.set(id, { ...now, state: 'unreached', why: '' })
        later(id, again)
      } else writes.set(id, { ...now, state: same(now.mine, sent) ? 'refused' : 'waiting', why: refused.message })
      if (writes.get(id)?.state === 'waiting') later(id, pause)
    } finally {
      keep()
    }
  }

  /** Settles a conflict: mine overwrites the saved version, or the saved version is taken. */
  function settle(id: string, mine: boolean) {
    const one = writes.get(id)
    if (!one) return
    if (mine) {
      writes.set(id, { ...one, seen: one.theirs ?? null, theirs: undefined, state: 'waiting', why: '' })
      later(id, 0)
    } else writes.delete(id)
    keep()
  }
  /** Discards changes that are not saved yet. */
  function forget(id: string) {
    clearTimeout(timers.get(id))
    writes.delete(id)
    keep()
  }
  /** Sends everything that waits, now. */
  async function flushAll() {
    for (const id of [...writes.keys()]) {
      clearTimeout(timers.get(id))
      await flush(id)
    }
  }

  watch(
    code,
    () => {
      writes.clear()
      for (const [id, one] of JSON.parse(localStorage.getItem(key()) ?? '[]') as [string, { mine: Card; seen: Card | null }][]) {
        writes.set(id, { ...one, state: 'waiting', why: '' })
        later(id, pause)
      }
    },
    { immediate: true },
  )
  const online = () => void flushAll()
  addEventListener('online', online)
  onScopeDispose(() => {
    removeEventListener('online', online)
    for (const timer of timers.values()) clearTimeout(timer)
    // Sends all waiting changes now; unsent ones stay in the browser.
    void flushAll()
  })

  /** Cards as shown: those on the server, overlaid with unsaved changes. */
  const cards = computed(() => {
    const stands = newest() ?? []
    const added = [...writes.values()].filter((one) => !stands.some((card) => card.id === one.mine.id)).map((one) => one.mine)
    return [...stands.map((card) => writes.get(card.id)?.mine ?? card), ...added]
  })
  const unsaved = computed(() => writes.size)
  return { writes, cards, unsaved, write, settle, forget, flushAll }
}
