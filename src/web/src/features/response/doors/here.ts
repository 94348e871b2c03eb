import { computed, effectScope, ref, shallowReactive, shallowRef, watch, type ShallowRef } from 'vue'
import { answer, api, Refused, session, type Schemas } from '@/base/api/http'
import { liveNow } from '@/base/clock'
import { ofRealm } from '@/base/realm/realm'
import type { Change, Group } from '@/kit/live/group'
import type { Live } from '@/kit/live/live'
import { useKept } from '@/kit/outbox/useKept'
import { parts, useOutbox } from '@/kit/outbox/useOutbox'
import { mayDo, mayDoAssigned } from '@/base/session/may'
import { owned } from '@/base/session/session'
import { t } from '@/base/words'
import { groundOf, outline, type IncidentLight } from './outline'
import { rowsOf, unplacedOf, type Light } from './rows'
import { held, heldUpTo } from '@/kit/queries/positions'

export type Here = ReturnType<typeof make>
const current = owned(() => ({ here: undefined as Here | undefined }))
const chosenName = ofRealm('team:incident')
/** Number of incidents that a phone holds; the most urgent. */
const most = 12
/** Age after which an opened list is opened anew; milliseconds. */
const listLasts = 3_600_000
const running: ReadonlySet<string> = new Set(['active', 'contained'])

/** The phone's current incident and all its data: the doors, who knocks, the opened list, the user's own tasks. */
export const provideHere = (live: ShallowRef<Live | undefined>) => (current().here = make(live))
export const useHere = () => current().here!

function make(live: ShallowRef<Live | undefined>) {
  const { account, unsent, taken, settled, nudge } = useOutbox()
  const isLay = computed(() => mayDoAssigned('doors.read') && !mayDo('doors.read'))
  const byCommunity = computed(() => mayDo('doors.read') && session.value!.scopes.some((scope) => !scope.grid && !scope.building))

  const chosen = ref(linked() ?? localStorage.getItem(chosenName) ?? '')
  localStorage.setItem(chosenName, chosen.value)
  /** Choice that each answer about incidents was loaded with; answers kept on the phone count as loaded with the first choice. */
  const [first, readFor] = [chosen.value, new WeakMap<object, string>()]
  function choose(next: string) {
    localStorage.setItem(chosenName, (chosen.value = next))
    incidents.soon()
  }
  const tasks = useKept(
    () => 'tasks',
    () => answer(() => api.GET('/api/me/tasks', {})),
  )
  const incidents = useKept(
    () => 'incidents',
    async () => {
      const { items, position } = await answer(() => api.GET('/api/incidents', { params: { query: { limit: most } } }))
      const wanted = chosen.value
      const mine = (tasks.data?.items ?? []).map((one) => one.task.task.incident)
      const ids = [...new Set([wanted, ...mine, ...items.filter((one) => running.has(one.stage)).map((one) => one.id)])].filter(Boolean)
      const read = await Promise.all(
        ids.map((id) => answer(() => api.GET('/api/incidents/{id}', { params: { path: { id } } })).catch(gone)),
      )
      const all = read.filter((one) => one !== null)
      readFor.set(all, wanted)
      return held(all, position)
    },
    400,
  )
  /** Incidents with their task counts kept up to date: these are part of the live light, so nothing is loaded for them. */
  const lights = shallowReactive(new Map<string, { light: IncidentLight; position: number }>())
  const all = computed(() =>
    (incidents.data ?? []).map((one) => {
      const told = lights.get(one.incident.id)
      return told && told.position > heldUpTo(incidents.data) ? { ...one, incident: told.light } : one
    }),
  )
  const open = computed(() => all.value.filter((one) => running.has(one.incident.stage)))
  // A chosen incident that is not loaded yet is waited for: the same door stands in other incidents too.
  const incident = computed(
    () => open.value.find((one) => one.incident.id === chosen.value) ?? (chosenThen.value === chosen.value ? another.value : undefined),
  )
  const chosenThen = computed(() => (incidents.data && readFor.get(incidents.data)) ?? first)
  const another = computed(
    () => open.value.find((one) => tasks.data?.items.some((task) => task.task.task.incident === one.incident.id)) ?? open.value[0],
  )
  const id = computed(() => incident.value?.incident.id ?? '')

  // The incident shown before any choice is shown again after a reload, whatever else has begun meanwhile.
  watch(id, (now) => now && !chosen.value && localStorage.setItem(chosenName, now))

  /** Users who see only what a task gives them do not ask for doors of an incident in which they have no task. */
  const mayAsk = computed(
    () =>
      id.value !== '' &&
      (mayDo('doors.read') || (isLay.value && (tasks.data?.items.some((one) => one.task.task.incident === id.value) ?? false))),
  )
  const path = () => ({ params: { path: { id: id.value } } })
  // Users who see doors by scope alone learn of others' marks only by loading them; each load is recorded.
  const doors = useKept(
    () => (mayAsk.value ? `doors/${id.value}` : ''),
    () => answer(() => api.GET('/api/incidents/{id}/doors', path())),
    1_000,
  )
  const impact = useKept(
    () => (isLay.value ? '' : id.value && `impact/${id.value}`),
    () => answer(() => api.GET('/api/incidents/{id}/impact', path())),
    2_000,
  )

  const asRead = (of: string) => incidents.data?.find((one) => one.incident.id === of)?.incident
  /** Takes live changes of an incident; loads it again when more has changed than the state of its tasks. */
  function told({ key, value, position }: Change) {
    const [read, light] = [asRead(key), value as IncidentLight | null]
    if (light) lights.set(key, { light, position })
    if (!read || !light || outline(read) !== outline(light)) incidents.soon(position)
  }
  /** Area and stage with which the doors of an incident were last loaded. */
  const grounds = new Map<string, string>()
  const mine = new Map<string, ((change: Change) => void)[]>()
  joined(
    live,
    'me',
    () => account.value,
    (change) => {
      const { view, value, position } = change
      mine.get(view)?.forEach((heard) => heard(change))
      if (view !== 'task') return
      tasks.soon(position)
      const of = (value as { task?: { incident: string } } | null)?.task?.incident
      if (!all.value.some((one) => one.incident.id === of)) incidents.soon(position)
    },
  )
  const division = new Map<string, ((change: Change) => void)[]>([['incident', [told]]])
  const ground = joined(
    live,
    'division',
    () => (isLay.value ? '' : (session.value?.scopes[0]?.division ?? '')),
    (change) => division.get(change.view)?.forEach((heard) => heard(change)),
  )
  /** Calls back for messages to the user's whole community. */
  const onDivision = (view: string, heard: (change: Change) => void) => void division.set(view, [...(division.get(view) ?? []), heard])
  /** Calls back for messages to the user. */
  const onMine = (view: string, heard: (change: Change) => void) => void mine.set(view, [...(mine.get(view) ?? []), heard])
  joined(
    live,
    'incident',
    () => id.value,
    (change) => {
      const { view, key, value, position } = change
      if (view === 'figures' && !heard.value) doors.soon(position)
      if (view !== 'incident') return
      const [read, now] = [asRead(key), value ? groundOf(value as IncidentLight) : '']
      // Each load of doors is recorded: they are loaded again only for another area or stage, their states follow live.
      if ((grounds.get(key) ?? (read && groundOf(read))) !== now) {
        impact.soon(position)
        doors.soon(position)
      }
      grounds.set(key, now)
      told(change)
    },
  )
  const community = computed(() => doors.data?.communities[0]?.community ?? '')
  const heard = joined(
    live,
    'doors',
    () => (byCommunity.value && id.value && community.value ? `${id.value}/${community.value}` : ''),
    ({ key: of, view, value }) => {
      const all = doors.data?.communities ?? []
      const known =
        view === 'person'
          ? all.flatMap((one) => one.persons).find((one) => one.personId === of)
          : all.flatMap((one) => one.households).find((one) => one.householdId === of)
      // Both statements of a dispute come only by loading.
      if (!known || ((value as Light | undefined)?.disputed && !known.dispute)) doors.soon()
    },
  )
  watch(
    () => live.value?.state.value,
    (state, before) => {
      if (state !== 'live') return
      nudge()
      // At the first connection the requests are already on their way; after a cut the live connection itself sends missed changes to users
      // who hear doors.
      if (before === 'cut') {
        tasks.soon()
        incidents.soon()
      }
      for (const one of [doors, impact]) if (one.stale || (before === 'cut' && !heard.value)) one.soon()
    },
  )

  const undelivered = computed(() =>
    [...unsent.value.filter((one) => !one.refused), ...taken.value.map((one) => one.act)].filter((act) => act.incident === id.value),
  )
  const rows = computed(() => {
    const [people, homes] = [heard.value?.view<Light>('person'), heard.value?.view<Light>('household')]
    // Doors loaded after the last live change are newer.
    const newer = (heard.value?.position ?? 0) >= (doors.data?.position ?? 0)
    return rowsOf(doors.data, (of) => (newer ? (people?.get(of) ?? homes?.get(of)) : undefined), undelivered.value)
  })
  const unplaced = computed(() => unplacedOf(doors.data, undelivered.value))
  // Settles marks by whichever comes last: the answer to a mark, or loaded data that already holds it.
  watch([() => doors.data, taken] as const, ([read, all]) => {
    if (read) settled(read.position, id.value)
    if (all.some((one) => one.act.incident === id.value)) doors.soon()
  })

  const { list, listAt, openList } = useList(id, () => doors.data)
  watch([() => incidents.data, () => tasks.data, () => incidents.stale, () => tasks.stale], async ([all, mine, ...stale]) => {
    if (!all || !mine || stale.some(Boolean)) return
    const still = open.value
      .map((one) => one.incident.id)
      .filter((one) => !isLay.value || mine.items.some((task) => task.task.task.incident === one))
    await (await parts()).kept.only(still)
  })
  /** No incident runs: known, and not merely not loaded yet. */
  const idle = computed(() => incidents.data !== undefined && !id.value)
  /** Doors are loading, or it is not known yet which incident runs, or whether a task gives any of its doors. */
  const waits = computed(() => {
    if (idle.value || doors.data || doors.refused) return false
    return !id.value || mayAsk.value || (isLay.value && !tasks.data && !tasks.refused)
  })
  return {
    incidents,
    open,
    incident,
    id,
    idle,
    waits,
    choose,
    tasks,
    doors,
    impact,
    rows,
    unplaced,
    list,
    listAt,
    openList,
    isLay,
    live,
    onDivision,
    onMine,
    ground,
  }
}

/** The incident is not or no longer the user's: it does not exist here. "Not reached" is another case. */
function gone(fault: unknown) {
  if (fault instanceof Refused && !fault.passing) return null
  throw fault
}

/** ?incident=… of a link chooses once: the next reload keeps the later choice. */
function linked(): string | null {
  const query = new URLSearchParams(location.search)
  const found = query.get('incident')
  if (found === null) return null
  query.delete('incident')
  history.replaceState(history.state, '', location.pathname + (query.size ? `?${query}` : '') + location.hash)
  return found
}

/** A row of a printed list opens its door, to enter the marks from the paper: ?list=…&row=…. */
export async function paperRow(): Promise<{ incident: string; door: string } | null> {
  const asked = new URLSearchParams(location.search)
  const [listId, row] = [asked.get('list'), Number(asked.get('row'))]
  if (!listId || !row) return null
  const found = await answer(() => api.GET('/api/opened/{listId}/{row}', { params: { path: { listId, row } } })).catch(gone)
  return found && { incident: found.incident, door: found.householdId ?? '' }
}

/** A group of the live connection, held while its name is not empty; calls back for each change. */
function joined(live: ShallowRef<Live | undefined>, kind: Group['kind'], name: () => string, heard: (change: Change) => unknown) {
  const group = shallowRef<Group>()
  watch(
    [() => live.value, () => name()],
    ([line, id], _, after) => {
      group.value = undefined
      if (!line || !id) return
      const here = line.join(kind as 'me', id)
      const scope = effectScope(true)
      scope.run(() => {
        here.onChange((change) => void heard(change))
        watch(here.ready, (ready) => (group.value = ready ? here : undefined), { immediate: true })
      })
      after(() => {
        scope.stop()
        here.release()
      })
    },
    { immediate: true },
  )
  return group
}

/**
 * The opened list: numbers to dial and 称呼. It is opened once for an incident, which the server records, and then lies sealed on the phone.
 */
function useList(id: { value: string }, doors: () => Schemas['DoorsShown'] | undefined) {
  const { account, grants } = useOutbox()
  const list = shallowRef<Schemas['ListShown']>()
  const listAt = ref(0)
  /** Incidents whose list is loading: a user who turns to another meanwhile gets that one's too. */
  const opening = new Set<string>()
  /** Persons for whom this incident's list was loaded once; this role may not dial anybody who is missing in the answer. */
  const asked = new Set<string>()
  async function openList() {
    const here = id.value
    if (!here || opening.has(here)) return false
    opening.add(here)
    try {
      const opened = await answer(() =>
        api.POST('/api/incidents/{id}/list/open', {
          params: { path: { id: here } },
          body: { reason: t('door.whyOpened'), task: null, community: null },
        }),
      )
      if (here === id.value) [list.value, listAt.value] = [opened, liveNow()]
      await (await parts()).kept.keep(account.value, `list/${here}`, opened)
      return here === id.value
    } catch (fault) {
      // Not reached: data on the phone stays until its time. Refused: all of it goes.
      if (Refused.of(fault).passing) return false
      if (here === id.value) [list.value, listAt.value] = [undefined, 0]
      await (await parts()).kept.wipe(`list/${here}`)
      return false
    } finally {
      opening.delete(here)
    }
  }
  watch(grants, (_, before) => before && (([list.value, listAt.value] = [undefined, 0]), asked.clear()))
  watch(
    [() => id.value, () => account.value, () => doors()],
    async ([here, who, read], before) => {
      if (here !== before?.[0]) {
        ;[list.value, listAt.value] = [undefined, 0]
        asked.clear()
      }
      if (!here || !who) return
      const known = list.value ? undefined : await (await parts()).kept.read<Schemas['ListShown']>(who, `list/${here}`)
      if (here !== id.value) return
      if (known && !list.value) [list.value, listAt.value] = [known.value, known.at]
      const listed = new Set(list.value?.items.map((one) => one.personId))
      const persons = read?.communities.flatMap((one) => one.persons) ?? []
      const lacking = persons.filter((person) => !listed.has(person.personId) && !asked.has(person.personId))
      if (lacking.length || (listAt.value && persons.length && liveNow() - listAt.value > listLasts)) {
        for (const person of lacking) asked.add(person.personId)
        if (!(await openList())) for (const person of lacking) asked.delete(person.personId)
      }
      if (read && persons.length === 0 && list.value) list.value = undefined
    },
    { immediate: true },
  )
  return { list, listAt, openList }
}
