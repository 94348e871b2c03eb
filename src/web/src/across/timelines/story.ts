import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { answer, api, Refused } from '@/base/api/http'
import type { Desk } from '@/features/response/incidents/desk'
import { useRead } from '@/kit/queries/read'
import { useAgain } from '@/base/send/patience'
import { mayDo } from '@/base/session/may'
import { marksOf, type Entry } from '@/kit/moments/entries'
import { momentOf, positionAt, type Moment } from '@/kit/moments/moment'

/** Time for which dragging along the axis must stop before that moment is loaded; milliseconds. */
const rest = 120

/** Events of the selected incident, and the moment that is looked back at; null is now. */
export function useStory(desk: Desk) {
  const entries = shallowRef<Entry[]>([])
  const [refused, loading, barred] = [ref(false), ref(false), ref(!mayDo('incident.timeline'))]
  const at = ref<number | null>(null)
  const again = useAgain(more)
  let [of, timer, asked]: [string | null, ReturnType<typeof setTimeout> | undefined, number] = [null, undefined, 0]

  async function more() {
    again.asking()
    clearTimeout(timer)
    timer = undefined
    const [id, mine] = [desk.selected.value, ++asked]
    // Users without permission do not send the request again and again.
    if (!id || barred.value) return
    loading.value = true
    try {
      // Only new entries are loaded; the feed has one order, so nothing comes before those that are there.
      for (let from: number | null | undefined = entries.value.at(-1)?.position ?? 0; from !== null && from !== undefined;) {
        const page: { items: unknown[]; next?: number | null } = await answer(() =>
          api.GET('/api/incidents/{id}/timeline', { params: { path: { id }, query: { from: from!, limit: 200 } } }),
        )
        if (mine !== asked || id !== desk.selected.value) return
        if (page.items.length) entries.value = [...entries.value, ...(page.items as Entry[])]
        from = page.next
      }
      refused.value = false
      again.answered()
    } catch (fault) {
      if (mine !== asked) return
      const why = Refused.of(fault)
      if (why.status === 403) barred.value = true
      else refused.value = true
      again.refused(why)
    } finally {
      if (mine === asked) loading.value = false
    }
  }
  const soon = () => (timer ??= setTimeout(() => void more(), 400))
  watch(
    desk.selected,
    (id) => {
      if (id === of) return
      of = id
      entries.value = []
      at.value = null
      barred.value = !mayDo('incident.timeline')
      void more()
    },
    { immediate: true },
  )
  const concerns = new Set(['incident', 'task', 'figures', 'handover', 'order', 'goods', 'party'])
  /** Changes of these do not name the incident. */
  const unnamed = new Set(['order', 'party'])
  desk.group.onChange((change) => {
    if (
      concerns.has(change.view) &&
      (unnamed.has(change.view) || JSON.stringify(change.value ?? change.key).includes(desk.selected.value ?? '-'))
    )
      soon()
  })

  const marks = computed(() => marksOf(entries.value))
  const past = useMoment(desk.selected, entries, at)
  /** Moves by one mark; past the last one it is now again. */
  function step(by: 1 | -1) {
    const all = marks.value
    const present = at.value ?? Infinity
    const next = by > 0 ? all.find((mark) => mark.at > present) : all.findLast((mark) => mark.at < present)
    at.value = next ? next.at : by > 0 ? null : at.value
  }
  return { entries, marks, at, ...past, refused, barred, loading, more, step }
}
export type Story = ReturnType<typeof useStory>

/** The moment that is looked back at, as the server answers it. The previous moment stays, with its own time, until the next is there. */
export function useMoment(
  incident: { readonly value: string | null },
  entries: { readonly value: readonly Entry[] },
  at: { readonly value: number | null },
) {
  const meant = computed(() => (at.value === null ? undefined : positionAt(entries.value, at.value)))
  const wanted = ref<number>()
  const read = shallowRef<{ position: number; moment: Moment }>()
  const asked = useRead(
    '/api/incidents/{id}/at',
    () => (incident.value && wanted.value !== undefined ? { path: { id: incident.value }, query: { position: wanted.value } } : null),
    { final: true },
  )
  let timer: ReturnType<typeof setTimeout> | undefined
  watch([incident, meant], ([id, position], before) => {
    clearTimeout(timer)
    if (position === undefined || id !== before[0]) wanted.value = read.value = undefined
    if (position !== undefined) timer = setTimeout(() => (wanted.value = position), rest)
  })
  onScopeDispose(() => clearTimeout(timer))
  watch(
    () => asked.data,
    (then) => {
      if (then && at.value !== null) read.value = { position: wanted.value!, moment: momentOf(then, at.value) }
    },
    { flush: 'sync' },
  )
  const moment = computed(() => {
    if (at.value === null || !read.value) return undefined
    // Between two events nothing changes but the time.
    return read.value.position === meant.value ? { ...read.value.moment, upTo: at.value } : read.value.moment
  })
  /** True while the shown state is not that moment yet. */
  const waiting = computed(() => at.value !== null && read.value?.position !== meant.value)
  return { moment, waiting, asked }
}
