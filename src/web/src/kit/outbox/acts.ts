import type { Act, Refusal, Stored } from '@/kit/outbox/act'
import type { ActRow, Database } from '@/kit/outbox/database'
import type { Sealing } from '@/kit/outbox/sealing'

type Told = Omit<Act, 'key' | 'account'>
export type Lost = { seq: number; account: string }

/** The acts of this phone that the server has not taken yet, in the order in which they were done. */
export class Acts {
  /** Acts opened before, by place and seal: a night's acts are not decrypted anew before each one that is sent. */
  private readonly opened = new Map<string, Told>()

  constructor(
    private readonly db: Database,
    private readonly sealing: Sealing,
  ) {}

  /** Stores an act. Once it returns neither a reload nor a kill loses the act. */
  async add(acts: readonly Act[]): Promise<void> {
    const [first] = acts
    if (!first) return
    await this.sealing.under(first.account, async (seal) => {
      const rows = await Promise.all(
        acts.map(async ({ key, account, ...told }): Promise<ActRow> => ({ key, account, begun: false, told: await seal(told) })),
      )
      const turn = this.db.transaction('acts', 'readwrite')
      for (const row of rows) await turn.store.add(row)
      await turn.done
    })
  }

  /** Acts that wait to be sent, and places of acts that nobody can open any more though no lock is in the way: their key is gone. */
  async look(): Promise<{ stored: Stored[]; lost: Lost[] }> {
    const rows = await this.db.getAll('acts')
    const opened = await Promise.all(rows.map(async (row) => ({ row, told: await this.open(row) })))
    const lost: Lost[] = []
    for (const { row, told } of opened)
      if (!told && !(await this.sealing.waits(row.account))) lost.push({ seq: row.seq!, account: row.account })
    return { stored: opened.flatMap(({ row, told }) => (told ? [storedOf(row, told)] : [])), lost }
  }

  all = async () => (await this.look()).stored

  private async open({ seq, account, told }: ActRow): Promise<Told | undefined> {
    const seal = 'plain' in told ? '' : `${seq} ${told.iv.join()}`
    const known = this.opened.get(seal)
    if (known) return known
    // An act behind a closed lock shows once the lock is open.
    if (!('plain' in told) && (await this.sealing.waits(account))) return undefined
    const opened = (await this.sealing.open(account, told)) as Told | undefined
    if (opened && seal) this.opened.set(seal, opened)
    return opened
  }

  /** From now on the act may have reached the server. False where it was undone meanwhile. */
  begin = (seq: number) => this.change(seq, (row) => ({ ...row, begun: true }))
  refuse = (seq: number, refused: Refusal) => this.change(seq, (row) => ({ ...row, refused }))
  remove = (seq: number) => this.db.delete('acts', seq)

  /** Replaces the phone's own key of an object by its server id in all acts about it. */
  async rename(key: string, id: string) {
    for (const act of await this.all()) {
      if (act.key === key || !JSON.stringify([act.path, act.body, act.marks]).includes(key)) continue
      const { seq, begun: _, refused: __, key: own, account, ...told } = act
      const renamed = JSON.parse(JSON.stringify(told).replaceAll(key, id))
      await this.sealing.under(account, async (seal) => {
        const sealed = await seal(renamed)
        await this.change(seq, (row) => ({ ...row, key: own, account, told: sealed }))
      })
    }
  }

  /** Queues a refused act for another try. */
  async insist(act: Stored) {
    const { seq, begun: _, refused: __, key, account, ...told } = act
    return this.sealing.under(account, async (seal) => {
      const sealed = await seal(told satisfies Told)
      return this.change(seq, () => ({ seq, key, account, begun: false, told: sealed }))
    })
  }

  /** Removes an act that was not begun; false where it may have reached the server already. */
  async undo(seq: number): Promise<boolean> {
    const turn = this.db.transaction('acts', 'readwrite')
    const row = await turn.store.get(seq)
    if (row && (!row.begun || row.refused)) await turn.store.delete(seq)
    await turn.done
    return row !== undefined && (!row.begun || row.refused !== undefined)
  }

  private async change(seq: number, how: (row: ActRow) => ActRow): Promise<boolean> {
    const turn = this.db.transaction('acts', 'readwrite')
    const row = await turn.store.get(seq)
    if (row) await turn.store.put(how(row))
    await turn.done
    return row !== undefined
  }
}

const storedOf = ({ key, account, seq, begun, refused }: ActRow, told: Told): Stored => ({
  ...told,
  key,
  account,
  seq: seq!,
  begun,
  ...(refused ? { refused } : {}),
})
