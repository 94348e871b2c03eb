import { computed, ref, shallowRef } from 'vue'
import { sameHour, type Calendar, type Entry } from './calendar'
import { add, dayOf, monthOf, type Day } from './days'
import { useTried } from './trying'

/** A drill that is lifted and not yet dropped: the day under it, and the conflicts there. Nothing is saved before the drop. */
export function useMoving(calendar: Calendar) {
  const lifted = shallowRef<Entry>()
  const day = ref<Day>('')
  const from = computed(() => (lifted.value ? dayOf(lifted.value.at) : ''))
  const tried = useTried(() => {
    const entry = lifted.value
    if (!entry || day.value === from.value) return null
    return {
      communities: [...entry.communities],
      date: sameHour(entry, day.value),
      minutes: entry.minutes,
      schedule: entry.schedule,
      scenario: null,
    }
  })
  function lift(entry: Entry) {
    if (!entry.movable || calendar.running.value) return false
    lifted.value = entry
    day.value = dayOf(entry.at)
    calendar.chosen.value = entry.key
    return true
  }
  function over(next: Day) {
    if (!lifted.value || next === day.value || next < calendar.today.value) return
    day.value = next
    if (calendar.view.value === 'month' && !calendar.shown.data?.from) return
    if (monthOf(next) !== calendar.month.value) calendar.month.value = monthOf(next)
  }
  const by = (days: number) => over(add(day.value, days))
  function back() {
    lifted.value = undefined
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
