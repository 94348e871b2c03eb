import { computed, ref, shallowRef, watch } from 'vue'
import { answer, api, Refused } from '@/api/http'
import type { Desk } from '@/incidents/desk'
import { marksOf, type Entry } from './entries'
import { figuresOf, momentAt } from './replay'

/** What happened in the selected incident, and the moment that is being looked at; null is now. */
export function useStory(desk: Desk) {
  const entries = shallowRef<Entry[]>([])
  const [refused, loading, barred] = [ref(false), ref(false), ref(false)]
  const at = ref<number | null>(null)
  let [of, timer, asked]: [string | null, ReturnType<typeof setTimeout> | undefined, number] = [null, undefined, 0]

  async function more() {
    clearTimeout(timer)
    timer = undefined
    const [id, mine] = [desk.selected.value, ++asked]
    // Who has no right to it is not asked again and again on their behalf.
    if (!id || barred.value) return
    loading.value = true
    try {
      // Only what is new is asked for; the feed has one order, so nothing comes before what is there.
      for (let from: number | null | undefined = entries.value.at(-1)?.position ?? 0; from !== null && from !== undefined;) {
        const page: { items: unknown[]; next?: number | null } = await answer(() =>
          api.GET('/api/incidents/{id}/timeline', { params: { path: { id }, query: { from: from!, limit: 200 } } }),
        )
        if (mine !== asked || id !== desk.selected.value) return
        if (page.items.length) entries.value = [...entries.value, ...(page.items as Entry[])]
        from = page.next
      }
      refused.value = false
    } catch (fault) {
      if (mine !== asked) return
      if (fault instanceof Refused && fault.status === 403) barred.value = true
      else refused.value = true
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
      barred.value = false
      void more()
    },
    { immediate: true },
  )
  const concerns = new Set(['incident', 'task', 'figures', 'handover', 'order', 'goods'])
  desk.group.onChange((change) => {
    if (
      concerns.has(change.view) &&
      (change.view === 'order' || JSON.stringify(change.value ?? change.key).includes(desk.selected.value ?? '-'))
    )
      soon()
  })

  const marks = computed(() => marksOf(entries.value))
  const moment = computed(() => (at.value === null ? undefined : momentAt(entries.value, at.value)))
  const figures = computed(() => moment.value && figuresOf(moment.value))
  /** One mark on or back; past the last one it is now again. */
  function step(by: 1 | -1) {
    const all = marks.value
    const present = at.value ?? Infinity
    const next = by > 0 ? all.find((mark) => mark.at > present) : all.findLast((mark) => mark.at < present)
    at.value = next ? next.at : by > 0 ? null : at.value
  }
  return { entries, marks, at, moment, figures, refused, barred, loading, more, step }
}
export type Story = ReturnType<typeof useStory>
