import { liveNow } from '@/base/clock'
import type { Database } from '@/kit/outbox/database'
import { ofPhone, wipeKept } from '@/kit/outbox/forget'
import { canSeal, type Sealing } from '@/kit/outbox/sealing'

/** Longest time that loaded data stays on a phone. */
export const longest = 12 * 3_600_000

/** Loaded data for times without network, sealed, each with its time. Nothing is kept where nothing can be sealed. */
export class Kept {
  private closed = false
  private grants: string | undefined
  private lockRequired = false
  /** Data to be kept as soon as its owner has set a lock; until then in memory alone. */
  private held: { account: string; name: string; value: unknown; at: number }[] = []

  constructor(
    private readonly db: Database,
    private readonly sealing: Sealing,
  ) {}

  async keep(account: string, name: string, value: unknown, at = liveNow()) {
    if (!canSeal() || this.closed) return
    if (await this.lacksLock(account)) {
      this.held = [...this.held.filter((one) => one.account !== account || one.name !== name), { account, name, value, at }]
      return
    }
    await this.sealing.under(account, async (seal) => {
      const told = await seal(value)
      if (!this.closed)
        await this.db.put('kept', { name: `${account}|${name}`, account, at, until: at + longest, told, grants: this.grants })
    })
  }

  /** True for every account but the phone's own, where the installation requires a lock and none is set. */
  private lacksLock = async (account: string) => this.lockRequired && account !== ofPhone && !(await this.sealing.lockOf(account)).set

  /** Keeps the data that waited for a lock. */
  async keepHeld() {
    const held = this.held
    this.held = []
    for (const { account, name, value, at } of held) await this.keep(account, name, value, at)
  }

  /** Forgets all and keeps nothing more, whatever is still under way: its owner leaves. */
  async close() {
    this.closed = true
    await this.wipe()
  }

  async read<T>(account: string, name: string): Promise<{ value: T; at: number } | undefined> {
    const row = await this.db.get('kept', `${account}|${name}`)
    if (!row) return undefined
    const value = row.until > liveNow() ? await this.sealing.open(account, row.told) : undefined
    if (value === undefined) await this.db.delete('kept', row.name)
    return value === undefined ? undefined : { value: value as T, at: row.at }
  }

  /** Forgets all data whose name begins so, of everybody; all where it is empty. */
  wipe = (start = '') => {
    this.held = this.held.filter((one) => !one.name.startsWith(start))
    return wipeKept(this.db, start)
  }

  /**
   * Forgets all data of other accounts, and all of this account where its grants have changed since, or where a required lock is missing.
   */
  async of(account: string, grants: string, lockRequired = false) {
    const own = `${account}|`
    this.lockRequired = lockRequired
    this.held = this.held.filter((one) => one.account === account && this.grants === grants)
    const mayStay = !(await this.lacksLock(account))
    const turn = this.db.transaction('kept', 'readwrite')
    for (const row of await turn.store.getAll())
      if (row.account !== ofPhone && (!mayStay || !row.name.startsWith(own) || (row.grants ?? grants) !== grants))
        await turn.store.delete(row.name)
    await turn.done
    this.grants = grants
  }

  /** Forgets all data of incidents (name "kind/incident") other than these. */
  async only(incidents: readonly string[]) {
    const isOver = (name: string) => {
      const [, incident] = name.split('/')
      return incident !== undefined && incident !== '' && !incidents.includes(incident)
    }
    this.held = this.held.filter((one) => !isOver(one.name))
    const turn = this.db.transaction('kept', 'readwrite')
    for (const name of await turn.store.getAllKeys()) if (isOver(name.slice(name.indexOf('|') + 1))) await turn.store.delete(name)
    await turn.done
  }

  /** Forgets data that is too old. */
  async tidy() {
    const turn = this.db.transaction('kept', 'readwrite')
    for (const row of await turn.store.getAll()) if (row.until <= liveNow()) await turn.store.delete(row.name)
    await turn.done
  }
}
