import { onScopeDispose, ref, shallowReactive, type Ref } from 'vue'

/** New value in a view of a group; null when it was removed. */
export type Change = { group: string; position: number; view: string; key: string; value: unknown }
/** The answer to a join: the whole state, or the changes missed since the named position. */
export type Joined = { group: string; position: number; snapshot?: Change[]; missed?: Change[] }
type Heard = (change: Change) => void

/** Content of a group: view → key → value, as the server last sent it. */
export class Group {
  /** The server's name of the group; known once joined. */
  name = ''
  /** The last position heard; everything up to there is in `views`. 0 before the first join. */
  position = 0
  held = 0
  readonly ready = ref(false)
  /** Reason why the user may no longer see it; null while they may. */
  readonly lost: Ref<string | null> = ref(null)
  private readonly views = new Map<string, Map<string, unknown>>()
  private readonly hearers = new Set<Heard>()

  constructor(
    readonly realm: string,
    readonly kind: string,
    readonly id: string,
    private readonly drop: () => void,
    private readonly told: Heard = () => undefined,
  ) {}

  /** The values of a view by key; follows changes. */
  view<T>(name: string): ReadonlyMap<string, T> {
    let values = this.views.get(name)
    if (!values) this.views.set(name, (values = shallowReactive(new Map())))
    return values as ReadonlyMap<string, T>
  }

  /** Calls back for each change, also for those made up for after a cut; ends with the component that subscribed. */
  onChange(heard: Heard) {
    this.hearers.add(heard)
    onScopeDispose(() => this.hearers.delete(heard), true)
  }

  release() {
    if (--this.held <= 0) this.drop()
  }

  /** Takes over the answer to a join; returns the number of new or removed values. */
  joined({ group, position, snapshot, missed }: Joined): number {
    this.name = group
    this.lost.value = null
    const changes = snapshot ? [...this.goneIn(snapshot, position), ...snapshot] : (missed ?? [])
    let changed = 0
    for (const change of changes) if (this.take(change)) changed++
    this.position = Math.max(this.position, position)
    this.ready.value = true
    return changed
  }

  take(change: Change): boolean {
    const values = this.view(change.view) as Map<string, unknown>
    const before = values.get(change.key)
    if (change.value === null || change.value === undefined ? !values.delete(change.key) : same(before, change.value)) return false
    if (change.value !== null && change.value !== undefined) values.set(change.key, change.value)
    this.position = Math.max(this.position, change.position)
    for (const heard of this.hearers) heard(change)
    this.told(change)
    return true
  }

  heard(position: number) {
    if (this.ready.value && this.lost.value === null) this.position = Math.max(this.position, position)
  }

  /** The user may no longer see it: nothing of it stays on the screen. */
  lose(reason: string) {
    this.lost.value = reason
    this.ready.value = false
    this.position = 0
    for (const values of this.views.values()) values.clear()
  }

  private goneIn(snapshot: Change[], position: number): Change[] {
    const kept = new Set(snapshot.map((change) => `${change.view}|${change.key}`))
    return [...this.views].flatMap(([view, values]) =>
      [...values.keys()]
        .filter((key) => !kept.has(`${view}|${key}`))
        .map((key) => ({ group: this.name, position, view, key, value: null })),
    )
  }
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
