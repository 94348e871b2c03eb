import { ofRealm } from '@/base/realm/realm'
import type { Database } from '@/kit/outbox/database'

const name = ofRealm('outbox')
const lasts = 30_000

/**
 * Runs the work while no other tab does; returns whether it ran. Browsers have a lock for it, on https only; elsewhere a lease in the
 * common store does, and where a lease ran out too early the server finds the same key twice.
 */
export async function alone(
  db: Database,
  owner: string,
  work: (stillAlone: () => Promise<void>) => Promise<void>,
  locks: LockManager | undefined,
): Promise<boolean> {
  if (locks) return locks.request(name, { ifAvailable: true }, async (lock) => lock !== null && (await work(async () => undefined), true))
  if (!(await lease(db, owner))) return false
  try {
    await work(async () => void (await lease(db, owner)))
  } finally {
    await db.delete('lease', name)
  }
  return true
}

async function lease(db: Database, owner: string): Promise<boolean> {
  const turn = db.transaction('lease', 'readwrite')
  const held = await turn.store.get(name)
  const mine = !held || held.owner === owner || held.until < Date.now()
  if (mine) await turn.store.put({ owner, until: Date.now() + lasts }, name)
  await turn.done
  return mine
}
