import { owned } from '@/session/session'
import type { Acts } from './acts'
import type { Database } from './database'
import type { Kept } from './kept'
import type { Sealing } from './sealing'

/** The stores of this phone. */
export type Parts = { db: Database; acts: Acts; kept: Kept; sealing: Sealing }

/** Stores that this page has opened, so that signing out finds them without opening any. */
export const slot = owned(() => ({ opened: undefined as Promise<Parts> | undefined }))
