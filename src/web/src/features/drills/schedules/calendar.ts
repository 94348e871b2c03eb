import { computed, inject, provide, ref, type InjectionKey } from 'vue'
import { answer, api, type Schemas } from '@/base/api/http'
import { followDrills } from '@/features/drills/playing/following'
import { hour, liveTime } from '@/base/clock'
import type { Live } from '@/kit/live/live'
import { useAct } from '@/kit/parts/act'
import { add, dayOf, instant, later, monthOf, weeks, type Day, type Month } from './days'
import { takes } from './lasting'
import { selected } from '@/kit/queries/query'
import { useRead } from '@/kit/queries/read'

export type Entry = Schemas['CalendarEntry']
export type Conflict = Schemas['ConflictShown']
export type Plan = Schemas['ScheduleShown']
export type Calendar = ReturnType<typeof makeCalendar>

/** Others' plans are not sent live: they are loaded again at this interval. */
const rested = 30_000
/** Days that the list looks ahead. */
const ahead = 180
const key: InjectionKey<Calendar> = Symbol('calendar')

/** The drills of the user's places: a month of them, their plans, and the opened one. */
export function makeCalendar(live: Live) {
  const today = computed(() => dayOf(liveTime.value))
  const month = ref<Month>(monthOf(today.value))
  const view = ref<'month' | 'list'>('month')
  const range = computed(() => {
    if (view.value === 'list') return { from: today.value, to: add(today.value, ahead) }
    const days = weeks(month.value).flat()
    return { from: days[0]!, to: days.at(-1)! }
  })
  const shown = useRead('/api/schedules/calendar', () => ({ query: range.value }), { keep: true, every: rested })
  const plans = selected(
    useRead('/api/schedules', () => ({}), { every: rested }),
    (page) => page.items,
  )
  followDrills(live)
  const refresh = () => Promise.all([shown.ask(), plans.ask()])

  const chosen = ref('')
  const planOf = (id: string | null | undefined) => plans.data?.find((one) => one.id === id)
  const on = (day: Day) => shown.data?.entries.filter((one) => takes(one, day)) ?? []
  const special = (day: Day) => shown.data?.days.find((one) => one.day === day)
  /** Mere remarks (a weekend that is worked) do not count as conflicts. */
  const conflicts = computed(() => shown.data?.conflicts.filter((one) => one.kind !== 'make-up-workday') ?? [])
  const against = (entry: Entry) => shown.data?.conflicts.filter((one) => one.of === entry.key || one.with === entry.key) ?? []
  const clashes = (entry: Entry) => conflicts.value.some((one) => one.of === entry.key || one.with === entry.key)
  const titleOf = (of: string | null | undefined) => shown.data?.entries.find((one) => one.key === of)

  const { running, refused, run } = useAct()
  /** Moves a plan's next drill to another date, or proposes it where somebody else decides. */
  const move = async (plan: string, date: string, leads: boolean) => {
    const asked = { params: { path: { scheduleId: plan } }, body: { date } }
    const moved = await run(() =>
      answer(() =>
        leads ? api.POST('/api/schedules/{scheduleId}/accept', asked) : api.POST('/api/schedules/{scheduleId}/propose', asked),
      ),
    )
    await refresh()
    return moved
  }
  const act = async (doing: () => Promise<unknown>) => {
    const done = await run(doing)
    await refresh()
    return done
  }
  const turn = (months: number) => (month.value = later(month.value, months))
  const show = (day: Day) => {
    month.value = monthOf(day)
    view.value = 'month'
  }
  return {
    live,
    today,
    month,
    view,
    shown,
    plans,
    refresh,
    chosen,
    planOf,
    on,
    special,
    conflicts,
    against,
    clashes,
    titleOf,
    move,
    act,
    running,
    refused,
    turn,
    show,
  }
}

export const provideCalendar = (calendar: Calendar) => provide(key, calendar)
export const useCalendar = () => inject(key)!

/** The same hour on another day. */
export const sameHour = (entry: { at: string }, day: Day) => instant(day, hour(entry.at))
