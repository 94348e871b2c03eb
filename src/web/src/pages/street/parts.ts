import type { Component } from 'vue'
import { mayConfirm } from '@/features/access/confirmations/waiting'
import { laterWhole } from '@/kit/parts/later'
import { realm } from '@/base/realm/realm'
import { mayDo, mayDoAssigned } from '@/base/session/may'
import type { Word } from '@/base/wire/words'
import type { StreetDesk } from '@/pages/street/desk'

/** Groups in the head, in this order; each holds one part or several. */
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

/** A part of the desk is one row: its address after the #, its group, its permission, the number of waiting items, its content. */
export type StreetPart = {
  part: string
  title: Word
  group: Group
  may?: () => boolean
  /** Number of waiting items; on the tab and, summed, in the head. */
  count?: (desk: StreetDesk) => number
  /** It is about one of the communities, or a list of them: it shows once they are known. */
  ofCommunities?: true
  page: Component
  /** Props of the part, where they are not the usual ones. */
  given?: (desk: StreetDesk) => Readonly<Record<string, unknown>>
}

const shared = ({ group, off }: StreetDesk) => ({ group, off: off.value })
/** The props of most parts. */
export const usual = (desk: StreetDesk) => ({ ...shared(desk), street: desk.code.value, communities: desk.registers.value })

/** No drill has the care of real people. */
const live = () => !realm
const hears = () => mayDo('live.division')

export const parts: readonly StreetPart[] = [
  {
    part: 'today',
    title: 'street.part.today',
    group: 'today',
    may: () => mayDo('today.read'),
    page: laterWhole(() => import('@/across/today/TodayPart.vue')),
  },
  {
    part: 'calendar',
    title: 'street.part.calendar',
    group: 'today',
    may: () => mayDo('today.read'),
    page: laterWhole(() => import('@/across/calendar/CalendarPart.vue')),
  },
  {
    part: 'readiness',
    title: 'street.part.readiness',
    group: 'readiness',
    page: laterWhole(() => import('@/across/readiness/ReadinessPart.vue')),
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
    page: laterWhole(() => import('@/across/monthReports/MonthPart.vue')),
    given: ({ code, off }) => ({ street: code.value, off: off.value }),
  },
  {
    part: 'communities',
    ofCommunities: true,
    title: 'street.part.communities',
    group: 'communities',
    page: laterWhole(() => import('@/pages/street/CommunitiesPart.vue')),
    given: (desk) => ({ desk }),
  },
  {
    part: 'divisions',
    ofCommunities: true,
    title: 'street.division.title',
    group: 'communities',
    may: () => mayDo('division-change.read') && live(),
    page: laterWhole(() => import('@/across/divisionChanges/ChangePart.vue')),
    given: (desk) => ({ ...usual(desk), onChanged: desk.street.soon }),
  },
  {
    part: 'team',
    ofCommunities: true,
    title: 'street.part.team',
    group: 'teams',
    may: () => mayDo('team.read'),
    page: laterWhole(() => import('@/features/access/teams/TeamPart.vue')),
  },
  {
    part: 'parties',
    ofCommunities: true,
    title: 'party.title',
    group: 'teams',
    may: () => mayDo('party.read') && live(),
    page: laterWhole(() => import('@/features/prevention/parties/PartiesPart.vue')),
  },
  {
    part: 'residents',
    ofCommunities: true,
    title: 'street.part.residents',
    group: 'people',
    may: () => mayDo('residents.read'),
    page: laterWhole(() => import('@/features/residents/people/RegisterPart.vue')),
    given: (desk) => ({ ...shared(desk), communities: desk.registers.value, onChanged: desk.street.soon }),
  },
  {
    part: 'visits',
    ofCommunities: true,
    title: 'street.part.visits',
    group: 'people',
    may: () => mayDo('visit.overview') && live(),
    page: laterWhole(() => import('@/features/care/visits/VisitsPart.vue')),
  },
  {
    part: 'care',
    title: 'street.part.care',
    group: 'people',
    may: () => mayDoAssigned('care.read') && live(),
    count: ({ counts }) => counts.care(),
    page: laterWhole(() => import('@/features/care/temporaryCare/CarePart.vue')),
    given: ({ off }) => ({ off: off.value }),
  },
  {
    part: 'stores',
    ofCommunities: true,
    title: 'store.title',
    group: 'stock',
    may: () => mayDo('supplies.count'),
    page: laterWhole(() => import('@/features/means/stock/StockPart.vue')),
  },
  {
    part: 'dangers',
    ofCommunities: true,
    title: 'hazard.title',
    group: 'dangers',
    may: () => mayDo('hazard.read') && live(),
    count: ({ counts }) => counts.dangers(),
    page: laterWhole(() => import('@/features/prevention/hazards/DangersPart.vue')),
  },
  {
    part: 'goods',
    title: 'street.part.goods',
    group: 'stock',
    may: hears,
    count: ({ counts }) => counts.goods(),
    page: laterWhole(() => import('@/features/means/stock/GoodsWaiting.vue')),
    given: ({ street, code, group, nameOf, off }) => ({
      goods: street.goods.value,
      known: group.ready.value,
      nameOf,
      street: code.value,
      off: off.value,
    }),
  },
  {
    part: 'shelters',
    ofCommunities: true,
    title: 'street.part.shelters',
    group: 'stock',
    page: laterWhole(() => import('@/pages/street/SheltersPart.vue')),
    given: (desk) => ({ desk }),
  },
  {
    part: 'plans',
    ofCommunities: true,
    title: 'street.part.plans',
    group: 'plans',
    may: () => mayDo('plan.read') && live(),
    count: ({ counts }) => counts.plans(),
    page: laterWhole(() => import('@/features/means/plans/PlanPart.vue')),
  },
  {
    part: 'received',
    title: 'street.part.received',
    group: 'matters',
    may: () => mayDo('order.see'),
    count: ({ counts }) => counts.received(),
    page: laterWhole(() => import('@/pages/street/ReceivedPart.vue')),
    given: shared,
  },
  {
    part: 'help',
    title: 'task.help.title',
    group: 'matters',
    may: () => hears() && mayDo('task.read'),
    count: ({ counts }) => counts.help(),
    page: laterWhole(() => import('@/features/response/tasks/board/HelpWaiting.vue')),
    given: (desk) => ({ ...shared(desk), nameOf: desk.nameOf }),
  },
  {
    part: 'orders',
    title: 'street.part.orders',
    group: 'matters',
    may: () => mayDo('order.approve'),
    count: ({ counts }) => counts.orders(),
    page: laterWhole(() => import('@/features/access/communities/OrdersWaiting.vue')),
    given: ({ waiting, group, nameOf, off }) => ({ orders: waiting.value, known: group.ready.value, nameOf, off: off.value }),
  },
  {
    part: 'lists',
    title: 'matter.title',
    group: 'matters',
    may: () => mayDo('lists.read') && live(),
    page: laterWhole(() => import('@/across/matters/MattersPart.vue')),
    given: ({ code, off }) => ({ street: code.value, off: off.value }),
  },
  {
    part: 'calls',
    title: 'street.part.calls',
    group: 'matters',
    may: hears,
    count: ({ counts }) => counts.calls(),
    page: laterWhole(() => import('@/pages/street/CallsPart.vue')),
    given: (desk) => ({ desk }),
  },
  {
    part: 'cases',
    title: 'street.part.cases',
    group: 'matters',
    may: () => hears() && mayDo('case.read'),
    count: ({ counts }) => counts.cases(),
    page: laterWhole(() => import('@/features/response/cases/CasesWaiting.vue')),
    given: (desk) => ({ ...shared(desk), nameOf: desk.nameOf, most: 50 }),
  },
  {
    part: 'confirm',
    title: 'street.part.confirm',
    group: 'confirm',
    may: mayConfirm,
    count: ({ counts }) => counts.confirm(),
    page: laterWhole(() => import('@/pages/street/ConfirmPart.vue')),
    given: (desk) => ({ desk }),
  },
  {
    part: 'imports',
    title: 'street.part.imports',
    group: 'imports',
    may: () => mayDo('residents.edit', 'place.import'),
    page: laterWhole(() => import('@/pages/street/ImportsPart.vue')),
    given: (desk) => ({ desk }),
  },
]

/** The parts that the user may see, in the order of the groups. */
export const partsOfMine = () => groups.flatMap((group) => parts.filter((one) => one.group === group && (!one.may || one.may())))

/** Tasks are named by the thing; the part that keeps it may have another name. */
const keepers: Readonly<Record<string, readonly string[]>> = {
  plan: ['plans'],
  roster: ['team', 'teams', 'rosters'],
  stock: ['supplies', 'stores'],
  hazards: ['dangers'],
}
export const partNamed = (mine: readonly StreetPart[], wanted: string) =>
  [wanted, ...(keepers[wanted] ?? [])].map((name) => mine.find((one) => one.part === name)).find((one) => one)
