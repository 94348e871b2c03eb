import { computed, ref, shallowRef } from 'vue'
import { answer, api, type Schemas } from '@/api/http'
import { sameHour, type Calendar, type Entry } from './calendar'
import { add, dayOf, monthOf, type Day } from './days'

/** A drill that is lifted and not yet dropped: over which day it hangs, and what would stand against it there. Nothing is written before the drop. */
export function useMoving(calendar: Calendar) {
  const lifted = shallowRef<Entry>()
  const day = ref<Day>('')
  const tried = shallowRef<Schemas['DateTriedShown']>()
  const from = computed(() => (lifted.value ? dayOf(lifted.value.at) : ''))
  let last = 0
  async function attempt() {
    const [entry, mine] = [lifted.value, ++last]
    tried.value = undefined
    if (!entry || day.value === from.value) return
    const answered = await answer(() =>
      api.POST('/api/schedules/try', {
        body: {
          communities: [...entry.communities],
          date: sameHour(entry, day.value),
          minutes: entry.minutes,
          schedule: entry.schedule,
          scenario: null,
        },
      }),
    ).catch(() => undefined)
    if (mine === last) tried.value = answered
  }
  function lift(entry: Entry) {
    if (!entry.movable || calendar.running.value) return false
    ;[lifted.value, day.value, tried.value] = [entry, dayOf(entry.at), undefined]
    calendar.chosen.value = entry.key
    return true
  }
  function over(next: Day) {
    if (!lifted.value || next === day.value || next < calendar.today.value) return
    day.value = next
    if (calendar.view.value === 'month' && !calendar.shown.data?.from) return
    if (monthOf(next) !== calendar.month.value) calendar.month.value = monthOf(next)
    void attempt()
  }
  const by = (days: number) => over(add(day.value, days))
  function back() {
    last++
    lifted.value = tried.value = undefined
  }
  async function drop() {
    const [entry, to] = [lifted.value, day.value]
    const leads = entry?.leads ?? false
    back()
    if (!entry?.schedule || to === dayOf(entry.at)) return
    await calendar.move(entry.schedule, sameHour(entry, to), leads)
    calendar.chosen.value = entry.key
  }
  return { lifted, day, from, tried, lift, over, by, back, drop }
}
export type Moving = ReturnType<typeof useMoving>
