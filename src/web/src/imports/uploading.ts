import { computed, ref } from 'vue'
import { api, answer, Refused, type Schemas } from '@/api/http'
import { t } from '@/words'

export const kinds = [
  'households',
  'residents',
  'guardians',
  'caregivers',
  'team',
  'roster',
  'supplies',
  'hazards',
  'shelters',
  'plans',
  'divisions',
  'areas',
] as const
export type Kind = (typeof kinds)[number]

const types: Record<string, string> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  xls: 'application/vnd.ms-excel',
  geojson: 'application/geo+json',
  json: 'application/geo+json',
  yaml: 'application/yaml',
  yml: 'application/yaml',
}
/** What the server takes; said before a large file is sent. */
const mostBytes = 10 * 1024 * 1024

/** One file from choosing it to taking it back: looked at first (nothing is written), then imported, then undone. */
export function useImport(division: () => string) {
  const [kind, file] = [ref<Kind>('residents'), ref<File | null>(null)]
  const stage = ref<'choose' | 'looked' | 'done' | 'undone'>('choose')
  const [busy, refused] = [ref(false), ref('')]
  const result = ref<Schemas['ImportShown'] | null>(null)
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

  async function run(next: typeof stage.value, doing: () => Promise<Schemas['ImportShown'] | null>) {
    busy.value = true
    refused.value = ''
    try {
      result.value = (await doing()) ?? result.value
      stage.value = next
    } catch (fault) {
      refused.value = fault instanceof Refused ? (fault.unreached ? t('common.unreached') : fault.message) : String(fault)
    } finally {
      busy.value = false
    }
  }

  async function send(dryRun: boolean) {
    const chosen = file.value!
    const ending = chosen.name.split('.').pop()!.toLowerCase()
    const bytes = await chosen.arrayBuffer().catch(() => null)
    if (!bytes) throw new Refused(400, 'file.gone', t('import.gone'))
    return answer(() =>
      api.POST('/api/imports/{kind}', {
        params: { path: { kind: kind.value }, query: { division: division(), file: chosen.name, dryRun } },
        body: bytes as never,
        bodySerializer: (sent) => sent as never,
        headers: { 'Content-Type': types[ending] ?? 'application/octet-stream' },
      }),
    )
  }

  function choose(chosen: File | null) {
    file.value = chosen
    result.value = null
    stage.value = 'choose'
    refused.value = chosen && chosen.size > mostBytes ? t('import.tooLarge') : chosen && chosen.size === 0 ? t('import.empty') : ''
  }
  const ready = computed(() => file.value !== null && file.value.size > 0 && file.value.size <= mostBytes)
  const look = () => run('looked', () => send(true))
  const write = () => run('done', () => send(false))
  const undo = () =>
    run('undone', async () => {
      await answer(() => api.DELETE('/api/imports/{importId}', { params: { path: { importId: result.value!.importId } } }))
      return null
    })
  return { kind, file, stage, busy, refused, result, rows, ready, choose, look, write, undo }
}
