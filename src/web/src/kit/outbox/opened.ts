import { owned } from '@/base/session/session'
import type { Acts } from '@/kit/outbox/acts'
import type { Database } from '@/kit/outbox/database'
import type { Kept } from '@/kit/outbox/kept'
import type { Sealing } from '@/kit/outbox/sealing'

/** The stores of this phone. */
export type Parts = { db: Database; acts: Acts; kept: Kept; sealing: Sealing }

/** Stores that this page has opened, so that signing out finds them without opening any. */
export const slot = owned(() => ({ opened: undefined as Promise<Parts> | undefined }))
