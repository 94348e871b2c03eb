import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { Refusal } from './act'
import { ofRealm } from '@/realm/realm'
import type { Secret } from './secret'

export type ActRow = { seq?: number; key: string; account: string; begun: boolean; refused?: Refusal; told: Secret }
export type KeptRow = { name: string; account: string; at: number; until: number; told: Secret }

interface Contents extends DBSchema {
  acts: { key: number; value: ActRow }
  kept: { key: string; value: KeptRow }
  keys: { key: string; value: CryptoKey }
  lease: { key: string; value: { owner: string; until: number } }
}
export type Database = IDBPDatabase<Contents>

/** What this phone keeps for the page: acts not sent yet, and readings for when there is no network. A later version of the page only adds to it. */
export const openDatabase = (name = ofRealm('emergency-team')): Promise<Database> =>
  openDB<Contents>(name, 1, {
    upgrade(db) {
      db.createObjectStore('acts', { keyPath: 'seq', autoIncrement: true })
      db.createObjectStore('kept', { keyPath: 'name' })
      db.createObjectStore('keys')
      db.createObjectStore('lease')
    },
  })
