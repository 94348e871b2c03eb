import type { Component } from 'vue'
import { mayConfirm } from '@/confirmations/waiting'
import { later } from '@/parts/later'
import { realm } from '@/realm/realm'
import { mayDo, mayDoAssigned } from '@/session/may'
import type { Word } from '@/wire/words'
import type { StreetDesk } from './desk'

/** What the head names; each holds one part or several. In this order. */
export const groups = [
  'today',
  'readiness',
  'communities',
  'people',
  'teams',
  'stock',
  'plans',
  'dangers',
  'matters',
  'confirm',
  'imports',
] as const
export type Group = (typeof groups)[number]

/** A part of the desk is one row: its address after the #, where it stands, who may, how much waits there, what is shown. */
export type StreetPart = {
  part: string
  title: Word
  group: Group
  may?: () => boolean
  /** How much waits there; on the tab and, summed, in the head. */
  count?: (desk: StreetDesk) => number
  page: Component
  /** What it is given, where that is not the usual. */
  given?: (desk: StreetDesk) => Readonly<Record<string, unknown>>
}

const shared = ({ group, off }: StreetDesk) => ({ group, off: off.value })
/** The props of most parts. */
export const usual = (desk: StreetDesk) => ({ ...shared(desk), street: desk.code.value, communities: desk.registers.value })

/** Nobody plays with the care of real people. */
const live = () => !realm
const hears = () => mayDo('live.division')

export const parts: readonly StreetPart[] = [
  {
    part: 'today',
    title: 'street.part.today',
    group: 'today',
    may: () => mayDo('today.read'),
    page: later(() => import('@/today/TodayPart.vue')),
  },
  {
    part: 'calendar',
    title: 'street.part.calendar',
    group: 'today',
    may: () => mayDo('today.read'),
    page: later(() => import('@/calendar/CalendarPart.vue')),
  },
  {
    part: 'readiness',
    title: 'street.part.readiness',
    group: 'readiness',
    page: later(() => import('@/readiness/ReadinessPart.vue')),
    given: ({ street, off }) => ({
      asked: street.readiness,
      off: off.value,
      day: street.day.value,
      'onUpdate:day': (day: string) => (street.day.value = day),
    }),
  },
  {
    part: 'month',
    title: 'month.title',
    group: 'readiness',
    may: () => mayDo('month-report.read') && live(),
    page: later(() => import('@/months/MonthPart.vue')),
    given: ({ code, off }) => ({ street: code.value, off: off.value }),
  },
  {
    part: 'communities',
    title: 'street.part.communities',
    group: 'communities',
    page: later(() => import('./CommunitiesPart.vue')),
    given: (desk) => ({ desk }),
  },
  {
    part: 'divisions',
    title: 'street.division.title',
    group: 'communities',
    may: () => mayDo('division-change.read') && live(),
    page: later(() => import('@/divisions/ChangePart.vue')),
    given: (desk) => ({ ...usual(desk), onChanged: desk.street.soon }),
  },
  {
    part: 'team',
    title: 'street.part.team',
    group: 'teams',
    may: () => mayDo('team.read'),
    page: later(() => import('@/teams/TeamPart.vue')),
  },
  {
    part: 'parties',
    title: 'party.title',
    group: 'teams',
    may: () => mayDo('party.read') && live(),
    page: later(() => import('@/parties/PartiesPart.vue')),
  },
  {
    part: 'residents',
    title: 'street.part.residents',
    group: 'people',
    may: () => mayDo('residents.read'),
    page: later(() => import('@/residents/RegisterPart.vue')),
    given: (desk) => ({ ...shared(desk), communities: desk.registers.value, onChanged: desk.street.soon }),
  },
  {
    part: 'visits',
    title: 'street.part.visits',
    group: 'people',
    may: () => mayDo('visit.overview') && live(),
    page: later(() => import('@/visits/VisitsPart.vue')),
  },
  {
    part: 'care',
    title: 'street.part.care',
    group: 'people',
    may: () => mayDoAssigned('care.read') && live(),
    count: ({ counts }) => counts.care(),
    page: later(() => import('@/care/CarePart.vue')),
    given: ({ off }) => ({ off: off.value }),
  },
  {
    part: 'stores',
    title: 'store.title',
    group: 'stock',
    may: () => mayDo('supplies.count'),
    page: later(() => import('@/supplies/StockPart.vue')),
  },
  {
    part: 'dangers',
    title: 'hazard.title',
    group: 'dangers',
    may: () => mayDo('hazard.read') && live(),
    count: ({ counts }) => counts.dangers(),
    page: later(() => import('@/dangers/DangersPart.vue')),
  },
  {
    part: 'goods',
    title: 'street.part.goods',
    group: 'stock',
    may: hears,
    count: ({ counts }) => counts.goods(),
    page: later(() => import('@/supplies/GoodsWaiting.vue')),
    given: ({ street, code, nameOf, off }) => ({ goods: street.goods.value, nameOf, street: code.value, off: off.value }),
  },
  {
    part: 'shelters',
    title: 'street.part.shelters',
    group: 'stock',
    page: later(() => import('./SheltersPart.vue')),
    given: (desk) => ({ desk }),
  },
  {
    part: 'plans',
    title: 'street.part.plans',
    group: 'plans',
    may: () => mayDo('plan.read') && live(),
    count: ({ counts }) => counts.plans(),
    page: later(() => import('@/plans/PlanPart.vue')),
  },
  {
    part: 'help',
    title: 'task.help.title',
    group: 'matters',
    may: () => hears() && mayDo('task.read'),
    count: ({ counts }) => counts.help(),
    page: later(() => import('@/tasks/board/HelpWaiting.vue')),
    given: (desk) => ({ ...shared(desk), nameOf: desk.nameOf }),
  },
  {
    part: 'received',
    title: 'street.part.received',
    group: 'matters',
    may: () => mayDo('order.see'),
    count: ({ counts }) => counts.received(),
    page: later(() => import('./ReceivedPart.vue')),
    given: shared,
  },
  {
    part: 'orders',
    title: 'street.part.orders',
    group: 'matters',
    may: () => mayDo('order.approve'),
    count: ({ counts }) => counts.orders(),
    page: later(() => import('@/communities/OrdersWaiting.vue')),
    given: ({ waiting, nameOf, off }) => ({ orders: waiting.value, nameOf, off: off.value }),
  },
  {
    part: 'lists',
    title: 'matter.title',
    group: 'matters',
    may: () => mayDo('lists.read') && live(),
    page: later(() => import('@/matters/MattersPart.vue')),
    given: ({ code, off }) => ({ street: code.value, off: off.value }),
  },
  {
    part: 'calls',
    title: 'street.part.calls',
    group: 'matters',
    may: hears,
    count: ({ counts }) => counts.calls(),
    page: later(() => import('./CallsPart.vue')),
    given: (desk) => ({ desk }),
  },
  {
    part: 'cases',
    title: 'street.part.cases',
    group: 'matters',
    may: () => hears() && mayDo('case.read'),
    count: ({ counts }) => counts.cases(),
    page: later(() => import('@/cases/CasesWaiting.vue')),
    given: (desk) => ({ ...shared(desk), nameOf: desk.nameOf, most: 50 }),
  },
  {
    part: 'confirm',
    title: 'street.part.confirm',
    group: 'confirm',
    may: mayConfirm,
    count: ({ counts }) => counts.confirm(),
    page: later(() => import('./ConfirmPart.vue')),
    given: (desk) => ({ desk }),
  },
  {
    part: 'imports',
    title: 'street.part.imports',
    group: 'imports',
    may: () => mayDo('residents.edit', 'place.import'),
    page: later(() => import('./ImportsPart.vue')),
    given: (desk) => ({ desk }),
  },
]

/** The parts that one may see, in the order of the groups. */
export const partsOfMine = () => groups.flatMap((group) => parts.filter((one) => one.group === group && (!one.may || one.may())))

/** What is to be done is named by the thing; the part that keeps it may be called otherwise. */
const keepers: Readonly<Record<string, readonly string[]>> = {
  plan: ['plans'],
  roster: ['team', 'teams', 'rosters'],
  stock: ['supplies', 'stores'],
  hazards: ['dangers'],
}
export const partNamed = (mine: readonly StreetPart[], wanted: string) =>
  [wanted, ...(keepers[wanted] ?? [])].map((name) => mine.find((one) => one.part === name)).find((one) => one)
