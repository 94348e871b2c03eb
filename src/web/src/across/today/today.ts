import {
  Baby,
  Bell,
  BookOpen,
  Building2,
  CalendarClock,
  ClipboardCheck,
  Footprints,
  HeartHandshake,
  Mail,
  Package,
  PhoneOff,
  ShieldCheck,
  TriangleAlert,
  UsersRound,
} from '@lucide/vue'
import type { FunctionalComponent } from 'vue'
import type { Schemas } from '@/base/api/http'
import { hour } from '@/base/clock'
import { day } from '@/kit/parts/days'
import { shortName } from '@/kit/geo/names'
import { t, wordOr } from '@/base/words'

export type Today = Schemas['TodayShown']
export type Due = Schemas['DueShown']
/** A running incident, as 今天 shows it. */
export type Running = { id: string; category: string | null; title: string; place: string; since: string; late: number; link: string }

/** A line's sign, by the beginning of its kind; a kind of a newer server has the last one. */
const signs: readonly (readonly [string, FunctionalComponent])[] = [
  ['visit', Footprints],
  ['harm', Baby],
  ['letter', Mail],
  ['entrusted', Baby],
  ['care', HeartHandshake],
  ['stock', Package],
  ['goods', Package],
  ['loan', Package],
  ['transfer', Package],
  ['party', Building2],
  ['volunteer', HeartHandshake],
  ['swap', UsersRound],
  ['round-stocktaking', Package],
  ['round-expiry', Package],
  ['round-street-stocktaking', Package],
  ['round-street-expiry', Package],
  ['round-team', UsersRound],
  ['round-roster', UsersRound],
  ['roster', UsersRound],
  ['on-call', PhoneOff],
  ['insurance', UsersRound],
  ['training', UsersRound],
  ['patrol', Footprints],
  ['plan', BookOpen],
  ['round-plan', BookOpen],
  ['order', Bell],
  ['confirm', ShieldCheck],
  ['drill', CalendarClock],
  ['hazard', TriangleAlert],
  ['risk', TriangleAlert],
  ['', ClipboardCheck],
]
export const signOf = (kind: string) => signs.find(([begin]) => kind.startsWith(begin))![1]

/** Kinds that can wait until an incident is over without harm to anybody. */
export const canWait = (one: { stake?: Due['stake'] }) => one.stake !== 'life' && one.stake !== 'people'

const slots = (one: { number: number; what?: string | null }) => ({ n: one.number, what: one.what ?? '' })
/** Title of a line: 探访漏了 3 户. */
export const titleOf = (one: { kind: string; number: number; what?: string | null }) =>
  wordOr(`today.kind.${one.kind}`, one.what ?? one.kind, slots(one))
/** Word of the single act. */
export const actOf = (one: { kind: string; number: number; what?: string | null }) =>
  wordOr(`today.act.${one.kind}`, t('today.act.other'), slots(one))
export const placeOf = (one: { placeName?: string | null }) => (one.placeName ? shortName(one.placeName) : '')

/** Urgency in words: 过了 7 天, 今天 18:00 前, 剩 2 天. */
export function clockOf(one: Due): { text: string; look: 'late' | 'soon' | '' } {
  if (one.days === null || one.days === undefined) return { text: '', look: '' }
  if (one.days > 0) return { text: t('today.late', { n: one.days }), look: 'late' }
  if (one.days < 0) return { text: one.on ? day(one.on) : t('today.left', { n: -one.days }), look: '' }
  return { text: one.at ? t('today.by', { at: hour(one.at) }) : t('today.dueToday'), look: 'soon' }
}
