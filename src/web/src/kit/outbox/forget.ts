import type { Database } from '@/kit/outbox/database'
import { isLocked } from '@/kit/outbox/lock'

/** Name of the phone's own data, and of the one key that all accounts of an earlier version of the page had. */
export const ofPhone = 'phone'

/** Forgets all data whose name begins so, of everybody; all where it is empty. */
export async function wipeKept(db: Database, start = '') {
  const turn = db.transaction('kept', 'readwrite')
  const names = await turn.store.getAllKeys()
  const gone = names.filter((name) => name.slice(name.indexOf('|') + 1).startsWith(start)).map((name) => turn.store.delete(name))
  // Commits at once instead of waiting for the last request: a page that is left at this moment has forgotten.
  turn.commit()
  await Promise.all([...gone, turn.done])
}

/** True when remaining data can be opened by the half of the session alone: the server has never sent its own. */
export const needsHalf = async (db: Database) =>
  (await db.getAll('keys')).some((entry) => isLocked(entry) && entry.bySession !== undefined && !entry.byServer)

/** Deletes the keys of all accounts except these: nobody can read their sealed data from now on. */
export async function forgetKeys(db: Database, but: ReadonlySet<string> = new Set()) {
  const turn = db.transaction('keys', 'readwrite')
  const old = but.size && !isLocked(await turn.store.get(ofPhone)) ? ofPhone : undefined
  const accounts = (await turn.store.getAllKeys()).filter((account) => !but.has(account) && account !== old)
  const gone = accounts.map((account) => turn.store.delete(account))
  turn.commit()
  await Promise.all([...gone, turn.done])
}
