import { answer, api, type Schemas } from '@/base/api/http'
import { useQuery } from '@/kit/queries/query'

/** Number of readings loaded at once. */
export const mostItems = 200

export type Reading = Schemas['AccessShown']

/** The readings of a day in a county, the newest first. */
export const useReadings = (county: () => string, on: () => string) =>
  useQuery<readonly Reading[]>(
    () => ['access', { county: county(), day: on() }] as const,
    async (signal) => {
      const items: Reading[] = []
      for (let next: string | undefined; ;) {
        const query = { county: county(), day: on(), limit: mostItems, ...(next ? { next } : {}) }
        const page = await answer(() => api.GET('/api/access', { params: { query }, signal }))
        items.push(...page.items)
        if (!page.next) return items.reverse()
        next = page.next
      }
    },
  )

export const questions = ['night', 'unreasoned', 'minor', 'export'] as const
export type Question = (typeof questions)[number]
const hourThere = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: 'Asia/Shanghai' })
/** From 22 to 6 o'clock; as in the yearly audit. */
const isNight = (at: string) => {
  const hour = Number(hourThere.format(new Date(at)))
  return hour >= 22 || hour < 6
}

/** Questions that a reading raises. A question is no guilt. */
export const asksOf = (one: Reading): Question[] => [
  ...(!one.incident && one.purpose !== 'reason' && isNight(one.at) ? (['night'] as const) : []),
  ...(one.purpose === 'reveal' && !one.code && !one.reasoned ? (['unreasoned'] as const) : []),
  ...(one.approval ? (['minor'] as const) : []),
  ...(one.purpose === 'export' || one.purpose === 'print' ? (['export'] as const) : []),
]

/** Readings of one sitting: the same kind about the same people by the same account, since an open page loads them again and again. */
export type Sitting = Reading & { times: number; since: string }
/** Longer gaps start a new sitting; milliseconds. */
const pause = 30 * 60_000
/**
 * Groups readings into sittings. Questions are the same for all readings of a sitting, since it holds one kind only. @param all the newest
 * first
 */
export function sittings(all: readonly Reading[]): Sitting[] {
  const [last, found] = [new Map<string, Sitting>(), [] as Sitting[]]
  for (const one of all) {
    const { account, role, purpose, incident, community, count, approval, code, search } = one
    // Text of a reason, opened one at a time.
    const own = one.reasoned || one.of ? one.accessId : ''
    const persons = [...one.persons].sort()
    const key = JSON.stringify([account, role, purpose, incident, community, count, approval, code, search, persons, own, asksOf(one)])
    const sitting = last.get(key)
    if (sitting && Date.parse(sitting.since) - Date.parse(one.at) <= pause) {
      sitting.times++
      sitting.since = one.at
      continue
    }
    const next = { ...one, times: 1, since: one.at }
    last.set(key, next)
    found.push(next)
  }
  return found
}

/** All readings of one account: how often, of how many people, what for, and the questions they raise. */
export type Reader = {
  account: string
  role: Reading['role']
  readings: number
  persons: number
  last: string
  purposes: readonly { purpose: Reading['purpose']; count: number }[]
  asks: readonly Question[]
}
/** Sorts accounts by number of readings, most first: that is where to look, and no verdict. */
export function byReader(all: readonly Reading[]): Reader[] {
  const accounts = new Map<string, Reading[]>()
  for (const one of all) accounts.set(one.account, [...(accounts.get(one.account) ?? []), one])
  return [...accounts]
    .map(([account, own]) => ({
      account,
      role: own[0]!.role,
      readings: own.length,
      persons: new Set(own.flatMap((one) => one.persons)).size,
      last: own.reduce((last, one) => (one.at > last ? one.at : last), ''),
      purposes: counted(own.map((one) => one.purpose)).map(([purpose, count]) => ({ purpose, count })),
      asks: questions.filter((question) => own.some((one) => asksOf(one).includes(question))),
    }))
    .sort((a, b) => b.readings - a.readings)
}

/** Counts equal values, the most frequent first. */
export function counted<T>(all: readonly T[]): [T, number][] {
  const counts = new Map<T, number>()
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])
}

/** The beginning of an account's key, as the log shows it. Nobody is named. */
export const short = (account: string) => account.replace(/[^0-9a-z]/gi, '').slice(0, 6)
export const isPerson = (text: string) => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text.trim())
