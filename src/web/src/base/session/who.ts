import { computed, shallowRef } from 'vue'
import type { Schemas } from '@/base/wire/schemas'
import { owned } from '@/base/session/session'

const who = owned(() => shallowRef<Schemas['SessionShown'] | null>(null))

/** The signed-in account; null where nobody is. Its antiforgery text goes with every write. */
export const session = computed({ get: () => who().value, set: (next) => void (who().value = next) })
