import type { Schemas } from '@/api/http'
import type { Word } from '@/wire/words'

export type Health = Schemas['Health']
export type Operations = Schemas['OperationsShown']

const hour = 3_600_000
/** A backup is made each night; 26 hours leave room for a late one. */
export const backupLasts = 26 * hour

export type BackupState = 'never' | 'old' | 'opens-nothing' | 'good'

/** How a backup stands. One of the keys that is older than the master key is opened by none that is left. */
export function backupOf(at: string | null | undefined, now: number, masterSince?: string | null): BackupState {
  if (!at) return 'never'
  if (masterSince && Date.parse(at) < Date.parse(masterSince)) return 'opens-nothing'
  return now - Date.parse(at) > backupLasts ? 'old' : 'good'
}

/** Well where it is there and nothing is wrong; unset where it does not exist; unknown where nobody has said yet. */
export type PartState = 'well' | 'wrong' | 'unset' | 'unknown'
/** A part of the machine that health tells of. `said`: what is wrong, as the server says it; empty where nothing is. */
export type Part = { part: (typeof parts)[number]; said: readonly string[]; state: PartState }
const parts = [
  'journal',
  'writing',
  'parts',
  'failing',
  'parked',
  'master',
  'seals',
  'clock',
  'gateway',
  'certificate',
  'calls',
  'pages',
] as const

/** A county may run without them. */
const optional: ReadonlySet<string> = new Set(['gateway', 'certificate'])

const some = (text: string | null | undefined) => (text ? [text] : [])
const count = (n: number | null | undefined) => (n ? [String(n)] : [])

/**
 * All that health says, a line for each part. How often another node was first is a figure and nothing wrong.
 * @param notSet what has not been set up; undefined while that is not known
 */
export function partsOf(health: Health, notSet: readonly string[] | undefined): Part[] {
  const said: Record<Part['part'], readonly string[]> = {
    journal: health.status === 'no journal' || health.status === 'behind' ? [health.status] : [],
    writing: some(health.trouble),
    parts: health.broken,
    failing: health.failing ?? [],
    parked: health.parked ?? [],
    master: some(health.masterKey),
    seals: some(health.seals),
    clock: some(health.clock),
    gateway: some(health.gateway),
    certificate: some(health.certificate),
    calls: count(health.unreached),
    pages: count(health.pageFaults),
  }
  const state = (part: Part['part']): PartState => {
    if (said[part].length) return 'wrong'
    if (part === 'calls' && health.unreached == null) return 'unknown'
    if (!optional.has(part)) return 'well'
    if (!notSet) return 'unknown'
    return notSet.includes(part) ? 'unset' : 'well'
  }
  return parts.map((part) => ({ part, said: said[part], state: state(part) }))
}

/** What the whole is called. */
export const statusWord = (status: string): Word =>
  status === 'ready'
    ? 'operations.status.ready'
    : status === 'behind'
      ? 'operations.status.behind'
      : status === 'broken'
        ? 'operations.status.broken'
        : 'operations.status.away'

/** Steps that a county needs before it works, in the order in which they are taken. */
export const firstSteps = ['people', 'divisions', 'areas', 'registers', 'lines', 'backup'] as const
export type FirstStep = (typeof firstSteps)[number]

/** What is done of it; null: it begins no more, whatever is left stands in its own part of the page. */
export function firstHours(seen: {
  /** Accounts that are open; two are made with the installation. */
  accounts: number
  divisions: boolean
  /** Registers that came in whole. */
  brought: ReadonlySet<string>
  lines: boolean
  backup: boolean
}): ReadonlySet<FirstStep> | null {
  const done: Record<FirstStep, boolean> = {
    people: seen.accounts > 2,
    divisions: seen.divisions,
    areas: seen.brought.has('areas'),
    registers: seen.brought.has('residents') && seen.brought.has('team'),
    lines: seen.lines,
    backup: seen.backup,
  }
  return done.people && done.divisions && done.registers ? null : new Set(firstSteps.filter((one) => done[one]))
}
