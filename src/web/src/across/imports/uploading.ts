import { computed, onScopeDispose, ref } from 'vue'
import { api, answer, Refused, type Schemas } from '@/base/api/http'
import { t } from '@/base/words'

/** In loading order: people whom a row names were imported before. */
export const kinds = [
  'divisions',
  'areas',
  'households',
  'residents',
  'guardians',
  'caregivers',
  'team',
  'roster',
  'supplies',
  'hazards',
  'shelters',
  'ground',
  'plans',
] as const
export type Kind = (typeof kinds)[number]
export type Stage = 'choose' | 'looked' | 'writing' | 'done' | 'undone'
export type Done = Schemas['ImportDone']

const types: Record<string, string> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  xls: 'application/vnd.ms-excel',
  geojson: 'application/geo+json',
  json: 'application/geo+json',
  yaml: 'application/yaml',
  yml: 'application/yaml',
}
/** Size limit of the server, in bytes; checked before a large file is sent. */
const mostBytes = 10 * 1024 * 1024
/** Interval at which a running import's progress is loaded, in ms. */
const often = 700

/** Value sent to the server for an empty cell that must clear the known value. */
export const cellKey = (one: { sheet?: string | null; row: number; field: string }) =>
  [...(one.sheet ? [encodeURIComponent(one.sheet)] : []), one.row, one.field].join('/')

/** Kinds that are no tables: their starting file is an example. */
const examples: Partial<Record<Kind, string>> = { areas: 'geojson', plans: 'yaml' }
export const isExample = (kind: Kind) => kind in examples

/** A file to start from, and its name. */
export async function templateOf(kind: Kind): Promise<[string, Blob]> {
  const file = await answer(() => api.GET('/api/imports/{kind}/template', { params: { path: { kind } }, parseAs: 'blob' }))
  const name = t(`import.kinds.${kind}`)
  return [
    t(isExample(kind) ? 'import.exampleName' : 'import.templateName', { name, ending: examples[kind] ?? 'xlsx' }),
    file as unknown as Blob,
  ]
}

/** Loads the state of an import. */
export const stateOf = (importId: string): Promise<Done> =>
  answer(() => api.GET('/api/imports/{importId}', { params: { path: { importId } } }))
export const undoOf = (importId: string) => answer(() => api.DELETE('/api/imports/{importId}', { params: { path: { importId } } }))
export const stopOf = (importId: string) => answer(() => api.POST('/api/imports/{importId}/stop', { params: { path: { importId } } }))

/** Handles a file from choice to undo: checked first (nothing is written), then imported, then undone. */
export function useImport(division: () => string, first: Kind) {
  const kind = ref(first)
  const file = ref<File | null>(null)
  const stage = ref<Stage>('choose')
  const busy = ref(false)
  const refused = ref('')
  const result = ref<Schemas['ImportShown'] | null>(null)
  const done = ref<Done | null>(null)
  const cleared = ref<ReadonlySet<string>>(new Set())
  const away = ref(false)
  let gone = false
  onScopeDispose(() => (gone = true))
  const rows = computed(() =>
    (result.value?.files ?? []).reduce(
      (sum, one) => ({
        ok: sum.ok + one.ok,
        warned: sum.warned + one.warned,
        rejected: sum.rejected + one.rejected,
        imported: sum.imported + one.imported,
      }),
      { ok: 0, warned: 0, rejected: 0, imported: 0 },
    ),
  )
  /** Columns that the register needs and that no heading provides. */
  const missing = computed(() => [...new Set((result.value?.files ?? []).flatMap((one) => one.missing))])

  async function run(doing: () => Promise<Stage>) {
    busy.value = true
    refused.value = ''
    try {
      stage.value = await doing()
    } catch (fault) {
      refused.value = fault instanceof Refused ? (fault.unreached ? t('common.unreached') : fault.message) : String(fault)
      if (stage.value === 'writing') stage.value = 'looked'
    } finally {
      busy.value = false
    }
  }

  async function send(dryRun: boolean) {
    const chosen = file.value!
    const ending = chosen.name.split('.').pop()!.toLowerCase()
    const bytes = await chosen.arrayBuffer().catch(() => null)
    if (!bytes) throw new Refused(400, 'file.gone', t('import.gone'))
    const clear = [...cleared.value].join(',')
    return answer(() =>
      api.POST('/api/imports/{kind}', {
        params: {
          path: { kind: kind.value },
          query: {
            division: division(),
            file: chosen.name,
            ...(dryRun ? { dryRun } : { later: true }),
            ...(clear && !dryRun ? { clear } : {}),
          },
        },
        body: bytes as never,
        bodySerializer: (sent) => sent as never,
        headers: { 'Content-Type': types[ending] ?? 'application/octet-stream' },
      }),
    )
  }

  /** Waits for the end of an import: of a stopped one, until everything it wrote is taken back. A lost network changes nothing. */
  async function follow(importId: string): Promise<Done> {
    for (;;) {
      try {
        const now = await stateOf(importId)
        away.value = false
        done.value = now
        if ((now.phase === 'ended' && now.state !== 'stopped') || gone) return now
      } catch (fault) {
        if (!(fault instanceof Refused) || !fault.unreached || gone) throw fault
        away.value = true
      }
      await new Promise((next) => setTimeout(next, often))
    }
  }

  function choose(chosen: File | null) {
    file.value = chosen
    result.value = null
    done.value = null
    cleared.value = new Set()
    stage.value = 'choose'
    refused.value = chosen && chosen.size > mostBytes ? t('import.tooLarge') : chosen && chosen.size === 0 ? t('import.empty') : ''
  }
  const ready = computed(() => file.value !== null && file.value.size > 0 && file.value.size <= mostBytes)
  const look = () =>
    run(async () => {
      result.value = await send(true)
      return 'looked'
    })
  const write = () =>
    run(async () => {
      const { importId } = await send(false)
      stage.value = 'writing'
      const ended = await follow(importId)
      if (ended.problem) throw new Refused(409, 'import.refused', ended.problem)
      if (ended.state === 'taken-back') throw new Refused(409, 'import.stopped', t('import.takenBack'))
      return 'done'
    })
  const undo = () =>
    run(async () => {
      done.value = await undoOf(done.value!.importId)
      return 'undone'
    })
  const stop = () => (done.value ? stopOf(done.value.importId) : Promise.resolve())
  function clear(key: string, on: boolean) {
    const next = new Set(cleared.value)
    if (on) next.add(key)
    else next.delete(key)
    cleared.value = next
  }
  return { kind, file, stage, busy, refused, result, done, rows, missing, ready, cleared, away, choose, look, write, undo, stop, clear }
}
