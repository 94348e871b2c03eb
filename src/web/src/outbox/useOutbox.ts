import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import { liveNow } from '@/clock'
import { noNetwork } from '@/realm/outages'
import { ofRealm } from '@/realm/realm'
import { newKey } from '@/send/key'
import { pause } from '@/send/patience'
import { owned } from '@/session/session'
import { session } from '@/session/who'
import type { Act, Stored } from './act'
import { Acts, type Lost } from './acts'
import { alone } from './alone'
import { openDatabase } from './database'
import { Kept } from './kept'
import { slot, type Parts } from './opened'
import { post } from './post'
import { Sealing } from './sealing'
import { sendAll } from './sending'

/** An act that the server has taken, until what is read from the server holds it. */
export type Taken = { act: Act; position: number }
/** With a key of its own where other acts of the same tap are about what it makes. */
export type NewAct = Omit<Act, 'key' | 'account' | 'at' | 'gesture'> & { key?: string }

const undoable = 5_000
/** What did not go through is tried again after 2 s, then each time twice as late, at most 15 s. */
const trying = { first: 2_000, most: 15_000 }

const outbox = owned(make)

/** The stores of this phone, opened once for a session. */
export const parts = (): Promise<Parts> => outbox().parts()

/** What this phone has done and the server does not know yet. One for the whole session. */
export function useOutbox() {
  void parts()
  return outbox()
}

function make() {
  const owner = newKey()
  const stored = shallowRef<readonly Stored[]>([])
  /** What lies here and can be opened by nobody. */
  const unopened = shallowRef<readonly Lost[]>([])
  const taken = shallowRef<readonly Taken[]>([])
  const online = ref(navigator.onLine)
  /** The last tap that can be undone, and how to undo what the server has taken already. */
  const last = shallowRef<{ acts: readonly Act[]; back: readonly NewAct[]; until: number } | null>(null)
  /** How the last undo ended: nothing had left this phone, or what may have arrived was followed by its opposite. */
  const undone = shallowRef<{ how: 'kept-back' | 'said-back'; until: number } | null>(null)
  /** Whose phone it is: signed in, or known from the last time where the server cannot be asked. */
  const account = ref('')
  /** What they are allowed, as the server has said; empty until it has. */
  const grants = ref('')
  let timer: ReturnType<typeof setTimeout> | undefined
  let news: BroadcastChannel | undefined
  let [running, over, failed] = [false, false, 0]

  const here = slot()
  const parts = () => (here.opened ??= open())

  async function open(): Promise<Parts> {
    const db = await openDatabase()
    const sealing = new Sealing(db)
    const made = { db, sealing, acts: new Acts(db, sealing), kept: new Kept(db, sealing) }
    await made.kept.tidy()
    await show(made.acts)
    if (over) return made
    news = new BroadcastChannel(ofRealm('emergency-outbox'))
    news.onmessage = () => void look(false)
    addEventListener('online', found)
    addEventListener('offline', lost)
    document.addEventListener('visibilitychange', seen)
    nudge()
    return made
  }
  const found = () => {
    online.value = true
    nudge()
  }
  const lost = () => void (online.value = false)
  const seen = () => void (document.hidden || nudge())
  onScopeDispose(() => {
    over = true
    clearTimeout(timer)
    news?.close()
    removeEventListener('online', found)
    removeEventListener('offline', lost)
    document.removeEventListener('visibilitychange', seen)
  })

  async function show(acts: Acts) {
    const seen = await acts.look()
    stored.value = seen.stored
    unopened.value = seen.lost
  }

  async function look(tell = true) {
    await show((await parts()).acts)
    if (tell) news?.postMessage('changed')
  }

  /** Sends what waits, now. */
  function nudge() {
    failed = 0
    later(0)
  }

  function later(ms: number) {
    clearTimeout(timer)
    if (!over) timer = setTimeout(() => void run(), ms)
  }

  const maySend = () => session.value?.antiforgery && navigator.onLine && !noNetwork()

  async function run() {
    if (running) return
    running = true
    let [again, before] = [trying.first, failed]
    try {
      const { db, acts } = await parts()
      if (maySend() && stored.value.some((act) => !act.refused)) {
        await alone(
          db,
          owner,
          async (stillAlone) => {
            again = await sendAll({
              acts,
              post,
              now: liveNow,
              stillAlone,
              pause: (atLeast) => {
                failed = before + 1
                return pause(before, { ...trying, atLeast })
              },
              account: () => session.value?.account ?? '',
              taken: (act, position, made) => {
                before = failed = 0
                taken.value = [
                  ...taken.value,
                  { act: made ? { ...act, marks: act.marks.map((mark) => ({ ...mark, person: made })) } : act, position },
                ]
              },
            })
          },
          navigator.locks,
        )
        await look()
      }
      if (!stored.value.some((act) => !act.refused)) again = 0
    } finally {
      running = false
    }
    if (again) later(again)
  }

  /** Everything this phone does goes through here: stored first, then shown, then sent. `back`: what undoes it once the server has it. */
  async function act(news_: readonly NewAct[], back: readonly NewAct[] | null = null) {
    const made = await store(news_)
    last.value = back ? { acts: made, back, until: made[0]!.at + undoable } : null
    undone.value = null
    return made.map((one) => one.key)
  }

  /** Writes down what happened beside the last tap, which can still be undone: somebody was dialled. */
  const note = async (news_: readonly NewAct[]) => void (await store(news_))

  async function store(news_: readonly NewAct[]) {
    const { acts } = await parts()
    const [at, gesture] = [liveNow(), newKey()]
    const made = news_.map((one): Act => ({ ...one, key: one.key ?? newKey(), account: account.value, at, gesture }))
    await acts.add(made)
    await look()
    nudge()
    return made
  }

  /** Takes the last tap back: what was not sent is removed, what may have arrived is followed by its opposite. */
  async function undo() {
    const turn = last.value
    last.value = null
    if (!turn) return
    const { acts } = await parts()
    const rows = new Map(stored.value.map((row) => [row.key, row]))
    const removed = await Promise.all(turn.acts.map((one) => (rows.has(one.key) ? acts.undo(rows.get(one.key)!.seq) : false)))
    await look()
    const keptBack = removed.every(Boolean)
    // Some of it may be there: what was there before is said again, after it.
    if (!keptBack) await act(turn.back)
    undone.value = { how: keptBack ? 'kept-back' : 'said-back', until: liveNow() + undoable }
  }

  /** Readings hold everything up to a position: what the server took before it needs no standing in any more. */
  function settled(position: number, incident: string) {
    if (taken.value.some((one) => one.act.incident === incident && one.position <= position))
      taken.value = taken.value.filter((one) => one.act.incident !== incident || one.position > position)
  }

  const unsent = computed(() => stored.value.filter((one) => one.account === account.value))
  /** Acts of one tap are one line, however many acts it takes. */
  const gestures = computed(() => {
    const all = new Map<string, Stored[]>()
    for (const one of unsent.value) all.set(one.gesture, [...(all.get(one.gesture) ?? []), one])
    return [...all].map(([key, acts]) => ({ key, acts, refused: acts.filter((one) => one.refused) }))
  })

  return {
    parts,
    account,
    grants,
    online,
    last,
    undone,
    taken,
    unsent,
    lost: computed(() => unopened.value.filter((one) => one.account === account.value)),
    others: computed(() => stored.value.length - unsent.value.length),
    waiting: computed(() => unsent.value.filter((one) => !one.refused)),
    refused: computed(() => unsent.value.filter((one) => one.refused)),
    gestures,
    act,
    note,
    undo,
    nudge,
    settled,
    /** Reads anew what waits on this phone. */
    refresh: () => look(false),
    /** Sends a refused act once more. */
    insist: async (one: Stored) => {
      await (await parts()).acts.insist(one)
      await look()
      nudge()
    },
    drop: async (one: { seq: number }) => {
      await (await parts()).acts.remove(one.seq)
      await look()
    },
  }
}
