import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { mayDo } from '@/base/session/may'
import { answer, api, Refused, type Schemas } from '@/base/api/http'
import { useAgain } from '@/base/send/patience'
import { isDone, isDoorDone, kindMark, worseFirst, type DoorState, type Mark, type Purpose } from '@/kit/signs/symbols'
import type { IncidentLight } from '@/base/lights/lights'
import type { Live } from '@/kit/live/live'
import type { Group } from '@/kit/live/group'
import type { Moment } from '@/kit/moments/moment'
import { pixelOf } from '@/kit/geo/areas'
import type { DoorPoint } from '@/kit/map/clusters'
import type { BuildingMark } from '@/kit/map/layers/buildings'

type Communities = Schemas['DoorsShown']['communities']
export type AtDoor = { id: string; mark: Mark; of: 'kind' | 'need'; state: DoorState }
/**
 * A building with the 重点关爱 people behind its doors, the worst first. `open`: number of unsettled ones; `openDoors`: number of all its doors
 * where anybody is not settled; undefined where that is not known, at a past moment.
 */
export type Block = {
  id: string
  name: string
  x: number
  y: number
  open: number
  openDoors: number | undefined
  purpose: Purpose
  all: AtDoor[]
}

/** Live connection and opened incident of the viewer. */
export type Looking = { live: Live; card: { readonly value: { light: IncidentLight } | undefined } }

/**
 * Doors inside the area of the selected incident. They are loaded once, when the user zooms in far enough to see them, because each load is
 * recorded; their states follow live.
 */
export function useDoors(desk: Looking, moment: () => Moment | undefined) {
  const communities = shallowRef<Communities>([])
  const wanted = ref(false)
  /** Reason why the doors here are not known; null where they are, or while the map is too far out to show them. */
  const unread = shallowRef<Refused | null>(null)
  const retry = useAgain(read)
  let groups: Group[] = []
  let of: string | null = null
  const light = computed(() => desk.card.value?.light)
  const leave = () => {
    groups.forEach((group) => group.release())
    groups = []
  }
  const version = computed(() => `${light.value?.id} ${light.value?.areaVersion} ${light.value?.stage === 'scene-ended'}`)
  const changed = ref(0)

  async function read() {
    const here = light.value
    retry.asking()
    leave()
    if (here?.id !== of) communities.value = []
    of = here?.id ?? null
    unread.value = null
    if (!mayDo('doors.read') || !here || !here.areaVersion || here.stage === 'scene-ended' || !wanted.value) return
    const told = await answer(() => api.GET('/api/incidents/{id}/doors', { params: { path: { id: here.id } } })).catch(Refused.of)
    if (of !== here.id) return
    if (told instanceof Refused) {
      unread.value = told
      return retry.refused(told)
    }
    retry.answered()
    communities.value = told.communities
    leave()
    groups = told.communities.map((one) => desk.live.join('doors', `${here.id}/${one.community}`))
    for (const group of groups)
      group.onChange((change) =>
        change.view === 'person' && change.value && !known(change.key) && !lookedFor.has(change.key) ? again(change.key) : changed.value++,
      )
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Persons in a live change who are not among the visible doors: each is looked for once. */
  const lookedFor = new Set<string>()
  const again = (person: string) => {
    lookedFor.add(person)
    return (timer ??= setTimeout(() => {
      timer = undefined
      void read()
    }, 500))
  }
  const known = (id: string) => communities.value.some((one) => one.persons.some((person) => person.personId === id))
  watch([version, wanted], () => void read(), { immediate: true })
  onScopeDispose(() => {
    leave()
    clearTimeout(timer)
  })

  const states = computed(() => {
    void changed.value
    const past = moment()
    const all = new Map<string, DoorState>()
    for (const one of communities.value) for (const person of one.persons) all.set(person.personId, person.state)
    for (const group of groups) for (const [id, one] of group.view<{ state: DoorState }>('person')) all.set(id, one.state)
    if (past) for (const id of all.keys()) all.set(id, past.persons.get(id)?.state ?? 'unchecked')
    return all
  })
  const homes = computed(() => {
    void changed.value
    const all = new Map<string, { state: DoorState; notMet?: number | null }>()
    for (const group of groups)
      for (const [id, one] of group.view<{ state: DoorState; notMet?: number | null }>('household')) all.set(id, one)
    return all
  })
  /** The number of doors of each building that have somebody who is not settled, persons at risk or not. */
  const openDoors = (one: Communities[number]) => {
    const [open, behind] = [new Map<string, number>(), new Map<string, typeof one.persons>()]
    for (const person of one.persons) {
      const key = person.householdId ?? person.personId
      behind.set(key, [...(behind.get(key) ?? []), person])
    }
    const heard = <T extends { state: DoorState; takenOver: boolean }>(shown: T, state = shown.state) => ({
      ...shown,
      state,
      takenOver: state === shown.state && shown.takenOver,
    })
    const personsOf = (key: string) => (behind.get(key) ?? []).map((person) => heard(person, states.value.get(person.personId)))
    const add = (door: { grid?: string | null; building?: string | null }) =>
      open.set(`${door.grid}/${door.building}`, (open.get(`${door.grid}/${door.building}`) ?? 0) + 1)
    for (const home of one.households) {
      const now = homes.value.get(home.householdId)
      const notMet = Math.min((now ?? home).notMet ?? 0, home.others)
      if (!isDoorDone({ ...heard(home, now?.state), others: home.others, notMet }, personsOf(home.householdId), one.purpose)) add(home.door)
      behind.delete(home.householdId)
    }
    for (const [key, [first]] of behind) if (!isDoorDone(undefined, personsOf(key), one.purpose)) add(first!.door)
    return open
  }
  const blocks = computed<Block[]>(() => {
    const past = moment()
    const all = new Map<string, Block>()
    for (const one of communities.value) {
      const openHere = past ? undefined : openDoors(one)
      for (const building of one.buildings) {
        const [x, y] = pixelOf(building.point)
        all.set(`${one.community}/${building.grid}/${building.building}`, {
          id: `${one.community}/${building.grid}/${building.building}`,
          name: building.building,
          x: x!,
          y: y!,
          open: 0,
          openDoors: openHere && (openHere.get(`${building.grid}/${building.building}`) ?? 0),
          purpose: one.purpose,
          all: [],
        })
      }
      for (const person of one.persons) {
        const block = all.get(`${one.community}/${person.door.grid}/${person.door.building}`)
        // At a past moment: people who were not counted then are left out.
        if (!block || person.visitor || (past && !past.persons.has(person.personId))) continue
        const state = states.value.get(person.personId) ?? person.state
        const { mark, of } = kindMark({ kinds: person.kinds ?? null, needs: person.needs, minor: person.minor })
        block.all.push({ id: person.personId, mark, of, state })
        if (!isDone({ state, takenOver: person.takenOver && state === person.state }, one.purpose)) block.open++
      }
    }
    return [...all.values()]
      .filter((block) => block.all.length > 0)
      .map((block) => ({ ...block, all: block.all.sort((a, b) => worseFirst(a.state, b.state)) }))
  })
  const points = computed<DoorPoint[]>(() =>
    blocks.value.flatMap((block) =>
      block.all.map((person) => ({
        id: person.id,
        x: block.x,
        y: block.y,
        building: block.id,
        state: person.state,
        purpose: block.purpose,
      })),
    ),
  )
  const buildings = computed<BuildingMark[]>(() => blocks.value.map(({ all, ...block }) => ({ ...block, all: all.length })))
  return { wanted, unread, ask: read, blocks, points, buildings, communities }
}
export type Doors = ReturnType<typeof useDoors>
