import type { Schemas } from '@/base/api/http'
import type { Word } from '@/base/wire/words'

export type Health = Schemas['Health']
export type Operations = Schemas['OperationsShown']

const hour = 3_600_000
/** A backup is made each night; 26 hours leave room for a late one. */
export const backupLasts = 26 * hour

export type BackupState = 'never' | 'old' | 'opens-nothing' | 'good'

/** State of a backup. A key backup older than the master key cannot be opened with any remaining key. */
export function backupOf(at: string | null | undefined, now: number, masterSince?: string | null): BackupState {
  if (!at) return 'never'
  if (masterSince && Date.parse(at) < Date.parse(masterSince)) return 'opens-nothing'
  return now - Date.parse(at) > backupLasts ? 'old' : 'good'
}

/** Well when it exists and nothing is wrong; unset when it does not exist; unknown before any report. */
export type PartState = 'well' | 'wrong' | 'unset' | 'unknown'
/** A part of the machine in the health report. `said`: its fault in the server's words; empty where there is none. */
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

/** A county can run without them. */
const optional: ReadonlySet<string> = new Set(['gateway', 'certificate'])

const some = (text: string | null | undefined) => (text ? [text] : [])
const count = (n: number | null | undefined) => (n ? [String(n)] : [])

/**
 * Turns the health report into a line for each part. The count of times that another node was first is a figure and no fault.
 * @param notSet names of parts that are not set up; undefined while that is not known
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

const statusWords: ReadonlyMap<string, Word> = new Map([
  ['ready', 'operations.status.ready'],
  ['behind', 'operations.status.behind'],
  ['joining', 'operations.status.joining'],
  ['broken', 'operations.status.broken'],
])

/** Name of the overall state. */
export const statusWord = (status: string): Word => statusWords.get(status) ?? 'operations.status.away'

/** Steps that a county needs before it works, in order. */
export const firstSteps = ['people', 'divisions', 'areas', 'registers', 'lines', 'backup'] as const
export type FirstStep = (typeof firstSteps)[number]

/** Progress of the first steps; null when it no longer applies: whatever is left stands in its own part of the page. */
export function firstHours(seen: {
  /** Open accounts; two are made with the installation. */
  accounts: number
  divisions: boolean
  /** Completely imported registers. */
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
