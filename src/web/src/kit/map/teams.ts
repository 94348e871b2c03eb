import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import type { StandingLight } from '@/base/lights/lights'
import type { Group } from '@/kit/live/group'
import { pixelOf } from '@/kit/geo/areas'
import { anybody, teamSigns } from '@/kit/signs/teams'
import { t, wordOr } from '@/base/words'
import type { TeamMark } from '@/kit/map/layers/teams'

type Role = keyof typeof teamSigns
type Team = { id: string; x: number; y: number; at: number; role: Role | undefined }

/** Moving team members on the map. Positions come by the hundred a second: they are gathered, and the marks change once a frame. */
export function useTeams(group: Group) {
  const positions = group.view<StandingLight>('position')
  const teams = shallowRef<Team[]>([])
  let frame = 0
  function gather() {
    frame = 0
    teams.value = [...positions].map(([id, one]) => {
      const [x, y] = pixelOf(one.point)
      return { id, x: x!, y: y!, at: Date.parse(one.at), role: one.role as Role | undefined }
    })
  }
  const soon = () => (frame ||= requestAnimationFrame(gather))
  group.onChange((change) => change.view === 'position' && soon())
  watch(group.ready, soon, { immediate: true })
  onScopeDispose(() => cancelAnimationFrame(frame))

  // Words are looked up once per role, not per team and frame.
  const somebody = computed(() => t('map.somebody'))
  const roleNames = computed(() => new Map(Object.keys(teamSigns).map((role) => [role, wordOr(`role.${role}`, role)])))
  return computed<TeamMark[]>(() =>
    teams.value.map(({ id, x, y, at, role }) => ({
      ...{ id, x, y, at },
      character: (role && teamSigns[role]) || anybody,
      name: roleNames.value.get(role ?? '') ?? somebody.value,
    })),
  )
}
