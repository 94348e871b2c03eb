import { computed, onScopeDispose, ref } from 'vue'
import { division } from '@/base/api/session'
import { useTexts } from '@/features/response/incidents/texts'
import { help, sum, unsettled } from '@/features/response/incidents/figures'
import { countLate, lateOf } from '@/features/response/incidents/late'
import { isOpen, type FiguresLight, type IncidentLight, type TaskLight } from '@/base/lights/lights'
import type { Live } from '@/kit/live/live'
import type { IncidentCard } from '@/features/response/incidents/spots'

/** A drill's state for the players' maps: its incidents with their progress, and the doors of the opened one. */
export function useSituation(live: Live) {
  const code = division()
  const group = live.join('division', code)
  onScopeDispose(() => group.release())
  const lights = group.view<IncidentLight>('incident')
  const figures = group.view<FiguresLight>('figures')
  const tasks = group.view<TaskLight>('task')
  const { texts, told } = useTexts(
    () => lights,
    () => [],
  )

  function cardOf(light: IncidentLight): IncidentCard {
    const total = sum([...figures.values()].filter((one) => one.incident === light.id))
    const mine = [...tasks.values()].filter((one) => one.incident === light.id)
    const late = countLate(lateOf({ incidents: [light], tasks: mine, handovers: [], orders: [], goods: [] }))
    const needing = help(total)
    return {
      id: light.id,
      light,
      shown: texts.get(light.id),
      told: told.has(light.id),
      figures: total,
      unsettled: unsettled(total),
      help: needing,
      late,
      look: light.stage !== 'active' ? 'contained' : late || needing ? 'urgent' : 'plain',
    }
  }
  const cards = computed(() => new Map([...lights.values()].filter(isOpen).map((light) => [light.id, cardOf(light)])))
  const selected = ref<string | null>(null)
  /** The opened incident; before any choice, the first. */
  const card = computed(() => cards.value.get(selected.value ?? '') ?? [...cards.value.values()][0])
  return { live, code, group, cards, selected, card }
}
