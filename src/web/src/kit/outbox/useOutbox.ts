import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import { liveNow } from '@/base/clock'
import { noNetwork } from '@/base/realm/outages'
import { ofRealm } from '@/base/realm/realm'
import { newKey } from '@/base/send/key'
import { pause } from '@/base/send/patience'
import { owned } from '@/base/session/session'
import { session } from '@/base/session/who'
import type { Act, Stored } from '@/kit/outbox/act'
import { Acts, type Lost } from '@/kit/outbox/acts'
import { alone } from '@/kit/outbox/alone'
import { openDatabase } from '@/kit/outbox/database'
import { Kept } from '@/kit/outbox/kept'
import { slot, type Parts } from '@/kit/outbox/opened'
import { post } from '@/kit/outbox/post'
import { Sealing } from '@/kit/outbox/sealing'
import { sendAll } from '@/kit/outbox/sending'

/** An act that the server has taken, until data loaded from the server holds it. */
export type Taken = { act: Act; position: number }
/** With a key of its own where other acts of the same tap refer to the object that it makes. */
export type NewAct = Omit<Act, 'key' | 'account' | 'at' | 'gesture'> & { key?: string }

const undoable = 5_000
/** Pause before a failed act is tried again: 2 s, then doubled each time, at most 15 s. */
const trying = { first: 2_000, most: 15_000 }

const outbox = owned(make)

/** The stores of this phone, opened once for a session. */
export const parts = (): Promise<Parts> => outbox().parts()

/** Acts of this phone that the server does not know yet. A single outbox for the whole session. */
export function useOutbox() {
  void parts()
  return outbox()
}

function make() {
  const owner = newKey()
  const stored = shallowRef<readonly Stored[]>([])
  /** Acts here that nobody can open. */
  const unopened = shallowRef<readonly Lost[]>([])
  const taken = shallowRef<readonly Taken[]>([])
  const online = ref(navigator.onLine)
  /** The last tap that can be undone, and the acts that undo it once the server has taken it. */
  const last = shallowRef<{ acts: readonly Act[]; back: readonly NewAct[]; until: number } | null>(null)
  /** Result of the last undo: nothing had left this phone, or possibly arrived acts were followed by their opposites. */
  const undone = shallowRef<{ how: 'kept-back' | 'said-back'; until: number } | null>(null)
  /** Owner of the phone: signed in, or known from the last time where the server cannot be asked. */
  const account = ref('')
  /** The owner's grants, as the server has sent them; empty until then. */
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

  /** Sends waiting acts now. */
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

  /** Takes every act of this phone: stored first, then shown, then sent. `back`: acts that undo it once the server has it. */
  async function act(news_: readonly NewAct[], back: readonly NewAct[] | null = null) {
    const made = await store(news_)
    last.value = back ? { acts: made, back, until: made[0]!.at + undoable } : null
    undone.value = null
    return made.map((one) => one.key)
  }

  /** Records an act beside the last tap, which can still be undone: somebody was dialled. */
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

  /** Undoes the last tap: unsent acts are removed, possibly arrived ones are followed by their opposites. */
  async function undo() {
    const turn = last.value
    last.value = null
    if (!turn) return
    const { acts } = await parts()
    const rows = new Map(stored.value.map((row) => [row.key, row]))
    const removed = await Promise.all(turn.acts.map((one) => (rows.has(one.key) ? acts.undo(rows.get(one.key)!.seq) : false)))
    await look()
    const keptBack = removed.every(Boolean)
    // Some of it may have arrived: the former state is sent again, after it.
    if (!keptBack) await act(turn.back)
    undone.value = { how: keptBack ? 'kept-back' : 'said-back', until: liveNow() + undoable }
  }

  /** Loaded data holds everything up to a position: acts that the server took before it need no stand-in any more. */
  function settled(position: number, incident: string) {
    if (taken.value.some((one) => one.act.incident === incident && one.position <= position))
      taken.value = taken.value.filter((one) => one.act.incident !== incident || one.position > position)
  }

  const unsent = computed(() => stored.value.filter((one) => one.account === account.value))
  /** Acts of one tap are one line, however many they are. */
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
    /** Loads again the acts that wait on this phone. */
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
