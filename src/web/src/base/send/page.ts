import { ref } from 'vue'
import { owned } from '@/base/session/session'

/**
 * Version of the page for the meaning of written bodies: a change of that meaning raises it together with the server's PageVersion.Least.
 */
export const pageVersion = 1

/** True when the server takes nothing more from this page: a newer one must be opened. Kept data stays kept. */
export const outdated = owned(() => ref(false))
