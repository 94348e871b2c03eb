import type { Schemas } from '@/base/wire/schemas'

/** Grants with which data was loaded: a change of roles, places or membership makes other grants. */
export const grantsOf = ({ roles, scopes, member }: Schemas['SessionShown']) => JSON.stringify([roles, scopes, member ?? null])
