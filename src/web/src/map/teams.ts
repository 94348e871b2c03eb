import { onScopeDispose, shallowRef, watch } from 'vue'
import type { Schemas } from '@/api/http'
import type { Desk } from '@/incidents/desk'
import { pixelOf } from '@/places/areas'

type Role = Exclude<Schemas['TeamRole'], null>
export type Team = { id: string; x: number; y: number; at: number; role: Role | undefined }

/** Who moves on the map. Positions come by the hundred a second: they are gathered, and the marks change once a frame. */
export function useTeams(desk: Desk) {
  const marks = shallowRef<Team[]>([])
  let frame = 0
  function gather() {
    frame = 0
    marks.value = [...desk.positions].map(([id, one]) => {
      const [x, y] = pixelOf(one.point)
      return { id, x: x!, y: y!, at: Date.parse(one.at), role: one.role as Role | undefined }
    })
  }
  const soon = () => (frame ||= requestAnimationFrame(gather))
  desk.group.onChange((change) => change.view === 'position' && soon())
  watch(desk.group.ready, soon, { immediate: true })
  onScopeDispose(() => cancelAnimationFrame(frame))
  return { marks }
}
