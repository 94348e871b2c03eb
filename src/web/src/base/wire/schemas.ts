import type { components } from '@/base/wire/schema'

/** The types of all that goes over the wire, by the names of the server's own description. */
export type Schemas = components['schemas']
