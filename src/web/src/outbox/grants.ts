import type { Schemas } from '@/wire/schemas'

/** What one was allowed when something was read: other roles, places or a membership of others are other grants. */
export const grantsOf = ({ roles, scopes, member }: Schemas['SessionShown']) => JSON.stringify([roles, scopes, member ?? null])
