import type { Database } from './database'

/** What the phone itself keeps, and the one key that all accounts of an earlier version of the page had. */
export const ofPhone = 'phone'

/** Forgets all readings whose name begins so, of everybody; all where it is empty. */
export async function wipeKept(db: Database, start = '') {
  const turn = db.transaction('kept', 'readwrite')
  for (const name of await turn.store.getAllKeys()) if (name.slice(name.indexOf('|') + 1).startsWith(start)) await turn.store.delete(name)
  await turn.done
}

/** What was sealed before can be read by nobody from now on, but what is of these accounts. */
export async function forgetKeys(db: Database, but: ReadonlySet<string> = new Set()) {
  const turn = db.transaction('keys', 'readwrite')
  for (const account of await turn.store.getAllKeys())
    if (!but.has(account) && !(but.size && account === ofPhone)) await turn.store.delete(account)
  await turn.done
}
