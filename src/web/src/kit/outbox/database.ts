import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { Refusal } from '@/kit/outbox/act'
import { ofRealm } from '@/base/realm/realm'
import type { Locked } from '@/kit/outbox/lock'
import type { Secret } from '@/kit/outbox/secret'

export type ActRow = { seq?: number; key: string; account: string; begun: boolean; refused?: Refusal; told: Secret }
export type KeptRow = {
  name: string
  account: string
  at: number
  until: number
  told: Secret
  /** Grants of its owner when it was loaded. */ grants?: string
}

interface Contents extends DBSchema {
  acts: { key: number; value: ActRow }
  kept: { key: string; value: KeptRow }
  keys: { key: string; value: CryptoKey | Locked }
  lease: { key: string; value: { owner: string; until: number } }
}
export type Database = IDBPDatabase<Contents>

const base = 'emergency-team'
/** The store of live data, which belongs to no drill. */
export const ofLive = base

/** Names of all databases in this browser: of live, and of each drill that somebody played here. */
export async function phoneNames(): Promise<string[]> {
  const here = ofRealm(base)
  if (!indexedDB.databases) return [here]
  return (await indexedDB.databases()).flatMap(({ name }) => (name === base || name?.startsWith(`${base}-`) ? [name] : []))
}

/** Database of this phone: acts not sent yet, and data for times without network. A later version of the page only adds to it. */
export const openDatabase = (name = ofRealm(base)): Promise<Database> =>
  openDB<Contents>(name, 1, {
    upgrade(db) {
      db.createObjectStore('acts', { keyPath: 'seq', autoIncrement: true })
      db.createObjectStore('kept', { keyPath: 'name' })
      db.createObjectStore('keys')
      db.createObjectStore('lease')
    },
  })
