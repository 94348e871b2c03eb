import { computed, ref } from 'vue'
import { postTo } from '@/base/api/address'
import { liveNow } from '@/base/clock'
import { useOutbox } from '@/kit/outbox/useOutbox'
import { t } from '@/base/words'
import { lotOfLabel, type Store, type StoredLot } from './store'

/** Undo period of a count, before it is sent; milliseconds. */
const undoable = 20_000

export type Taken = { lot: StoredLot; here: number; at: string }
/** Result of a scanned label or six digits. */
export type Hit = { lot: StoredLot } | { several: StoredLot[] } | { elsewhere: string } | { unknown: true }

/** Finds the lot of the store that a code or six digits name. */
export function hitOf(store: Store, text: string): Hit {
  const label = lotOfLabel(text)
  if (label && label.store !== store.code) return { elsewhere: store.others.find((one) => one.code === label.store)?.name ?? label.store }
  const found = label ? store.lots.filter((one) => one.id === label.lot) : store.lots.filter((one) => one.label === text.trim())
  if (found.length > 1) return { several: found }
  return found[0] ? { lot: found[0] } : { unknown: true }
}

/** The counts of this phone: stored first, sent after a minute, with or without network. */
export function useTakes(code: () => string) {
  const { act, unsent, drop } = useOutbox()
  const taken = ref<Taken[]>([])
  const entity = (lot: string) => `lot/${lot}`
  const storedOf = (one: Taken) =>
    unsent.value.find((row) => row.entity === entity(one.lot.id) && (row.body as { countedAt?: string }).countedAt === one.at)

  async function write(lot: StoredLot, here: number, note: string) {
    const at = new Date(liveNow()).toISOString()
    await act([
      {
        entity: entity(lot.id),
        path: postTo('/api/stores/{code}/lots/{lot}/count', { code: code(), lot: lot.id }),
        body: { here, countedAt: at, note: note || null },
        label: { word: 'outbox.counted', values: { item: lot.name, n: here } },
        marks: [],
        hold: liveNow() + undoable,
      },
    ])
    taken.value = [{ lot, here, at }, ...taken.value.filter((one) => one.lot.id !== lot.id)]
  }
  async function undo(one: Taken) {
    const row = storedOf(one)
    if (row && !row.begun) await drop(row)
    taken.value = taken.value.filter((other) => other !== one)
  }
  return {
    taken,
    write,
    undo,
    /** Counted here, in this or an earlier sitting, and not sent yet. */
    waiting: computed(() => new Set(unsent.value.filter((row) => row.entity.startsWith('lot/')).map((row) => row.entity.slice(4)))),
    mayUndo: (one: Taken) => {
      const row = storedOf(one)
      return !!row && !row.begun && !row.refused
    },
    differenceOf: (lot: StoredLot, here: number) => {
      const less = lot.here - here
      return less === 0 ? t('store.scan.same') : less > 0 ? t('store.scan.less', { n: less }) : t('store.scan.more', { n: -less })
    },
  }
}
