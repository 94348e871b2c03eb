import type { HubConnection, HubConnectionState } from '@microsoft/signalr'
import { computed, ref, shallowRef } from 'vue'
import { pause } from '@/base/send/patience'
import { hangUp, seen } from '@/base/send/send'
import { whoAmI } from '@/base/api/session'
import { noNetwork } from '@/base/realm/outages'
import { realm as ours } from '@/base/realm/realm'
import { Group, type Change, type Joined } from '@/kit/live/group'

const connected = 'Connected' as HubConnectionState.Connected

/** Silence after which a connection is cut and made anew; the server sends its position each second. */
const silence = 3500
/** A cut connection is made anew at once, then after half a second, doubled each time, at the latest after 10 to 15 s. */
const patience = { first: 500, most: 10_000 }
/** Number of tries after which the page asks again who is signed in. */
const asksAgain = 8
/** A server that has just come back has not read its journal to the end: the request is repeated. */
const passing = new Set(['view.behind'])
const again = 200

/**
 * The page's one connection to the server. After any cut it reconnects by itself, joins again with the last position heard, and so holds
 * the same state as the server.
 * Groups stay joined while somebody holds them.
 */
export class Live {
  readonly state = ref<'connecting' | 'live' | 'cut'>('connecting')
  /** Time of the last message from the server, milliseconds since 1970: "as of" for all that is shown. */
  readonly heardAt = ref(0)
  /** Number of changes made up for after the last cut. */
  readonly caughtUp = ref(0)
  readonly stale = computed(() => this.state.value === 'cut')

  private readonly groups = new Map<string, Group>()
  private readonly line = shallowRef<HubConnection>()
  private readonly looked: ReturnType<typeof setInterval>
  private tries = 0
  private open = false
  private asking = 0
  private held: Change[][] = []
  private waking?: () => void
  private closed = false
  /** True once the server has confirmed, since the last cut, that the user is still signed in. */
  private known = false

  /**
   * @param signedOut called when the session has ended, here or elsewhere
   * @param lost called when the user no longer sees something: their roles may have changed
   * @param told called for each change of any group
   */
  constructor(
    private readonly signedOut: () => void,
    private readonly lost: () => void = () => undefined,
    private readonly told: (change: Change) => void = () => undefined,
  ) {
    this.looked = setInterval(() => this.watch(), 500)
    addEventListener('online', this.now)
    document.addEventListener('visibilitychange', this.now)
    void this.run()
  }

  /**
   * Joins a group of the page's realm, or holds it once more; `release` when it is no longer shown. Refused joins show in the group's
   * `lost`.
   */
  join(kind: 'division' | 'incident' | 'doors' | 'me', id: string, realm = ours ?? 'live'): Group {
    const name = `${realm}|${kind}|${id}`
    let group = this.groups.get(name)
    if (!group) {
      group = new Group(realm, kind, id, () => this.drop(name), this.told)
      this.groups.set(name, group)
      // Also while the earlier groups are being joined anew: this one is then joined too.
      if (this.open) void this.enter(group)
    }
    group.held++
    return group
  }

  close() {
    this.closed = true
    clearInterval(this.looked)
    removeEventListener('online', this.now)
    document.removeEventListener('visibilitychange', this.now)
    void this.line.value?.stop()
  }

  private readonly now = () => {
    this.tries = 0
    this.waking?.()
    this.watch()
  }

  private async run() {
    while (!this.closed) {
      try {
        if (noNetwork()) this.tries = 1
        else await this.connect()
      } catch {
        await this.fault()
      }
      if (this.closed) return
      await new Promise<void>((done) => {
        const tried = this.tries++
        const timer = setTimeout(done, tried ? pause(tried - 1, patience) : 0)
        this.waking = () => {
          clearTimeout(timer)
          return done()
        }
      })
    }
  }

  /** Ends when the connection is cut. */
  private async connect() {
    // Loaded when needed: the first data comes before it.
    const { HttpTransportType, HubConnectionBuilder, LogLevel } = await import('@microsoft/signalr')
    if (this.closed) return
    const line = new HubConnectionBuilder()
      .withUrl('/live', { transport: HttpTransportType.WebSockets, skipNegotiation: true })
      .configureLogging(LogLevel.None)
      .build()
    this.line.value = line
    line.on('changed', (changes: Change[]) => this.changed(changes))
    line.on('head', (position: number) => this.head(position))
    line.on('left', (name: string, reason: string) => this.left(name, reason))
    const cut = new Promise<void>((done) => line.onclose(() => done()))
    await line.start()
    this.heardAt.value = Date.now()
    const known = [...this.groups.values()].some((group) => group.position > 0)
    this.caughtUp.value = 0
    this.open = true
    await Promise.all([...this.groups.values()].map((group) => this.enter(group)))
    if (line.state === connected) {
      this.state.value = 'live'
      this.tries = 0
      this.known = false
      if (!known) this.caughtUp.value = 0
    }
    await cut
    this.open = false
    if (!this.closed) this.state.value = 'cut'
  }

  private async enter(group: Group) {
    for (;;) {
      const line = this.line.value
      if (line?.state !== connected) return
      const refused = await this.ask(line, group)
      if (!refused) return
      if (!passing.has(refused)) return group.lose(refused)
      await new Promise((done) => setTimeout(done, again))
      if (this.groups.get(keyOf(group)) !== group) return
    }
  }

  /**
   * The code of a refusal; nothing where it was joined, or where the connection was cut: the cut is handled elsewhere, and all groups are
   * joined anew.
   */
  private async ask(line: HubConnection, group: Group): Promise<string | undefined> {
    this.asking++
    try {
      const joined = await line.invoke<Joined>('Join', group.realm, group.kind, group.id, group.position || null)
      const changed = group.joined(joined)
      if (this.state.value !== 'live') this.caughtUp.value += changed
      seen(joined.position)
      return undefined
    } catch (refusal) {
      return line.state === connected ? codeOf(refusal) : undefined
    } finally {
      if (!--this.asking) this.release()
    }
  }

  private release() {
    const held = this.held
    this.held = []
    for (const changes of held) this.take(changes)
  }

  /** Changes that arrive together with the answer to a join wait until the answer is taken over: they are newer. */
  private changed(changes: Change[]) {
    this.heardAt.value = Date.now()
    if (this.asking) this.held.push(changes)
    else this.take(changes)
  }

  private take(changes: Change[]) {
    for (const change of changes) {
      seen(change.position)
      this.named(change.group)?.take(change)
    }
  }

  private head(position: number) {
    this.heardAt.value = Date.now()
    seen(position)
    if (!this.asking) for (const group of this.groups.values()) group.heard(position)
  }

  private left(name: string, reason: string) {
    this.named(name)?.lose(reason)
    if (reason === 'session.ended' || reason === 'session.missing') this.signedOut()
    else this.lost()
  }

  private named(name: string) {
    for (const group of this.groups.values()) if (group.name === name) return group
    return undefined
  }

  private drop(name: string) {
    const group = this.groups.get(name)
    if (!group) return
    this.groups.delete(name)
    const line = this.line.value
    if (line?.state === connected) void line.invoke('Leave', group.realm, group.kind, group.id).catch(() => undefined)
  }

  /** A laptop that slept, a phone that changed its cell: the socket still looks open, but nothing comes. */
  private watch() {
    const line = this.line.value
    if (this.state.value !== 'live' || line?.state !== connected) return
    if (noNetwork() || Date.now() - this.heardAt.value > silence) {
      this.state.value = 'cut'
      hangUp()
      void line.stop()
    }
  }

  /** Not reached, or no longer signed in? The browser does not say why a socket was refused. */
  private async fault() {
    if (this.state.value !== 'connecting') this.state.value = 'cut'
    if (this.known && this.tries % asksAgain) return
    try {
      this.known = (await whoAmI()) !== null
      if (!this.known) {
        this.close()
        this.signedOut()
      } else if (this.state.value === 'connecting') this.state.value = 'cut'
    } catch {
      this.state.value = 'cut'
    }
  }
}

const keyOf = (group: Group) => `${group.realm}|${group.kind}|${group.id}`
const codeOf = (refusal: unknown) => /HubException: ([a-z.-]+)/.exec(String(refusal))?.[1] ?? 'unreached'
