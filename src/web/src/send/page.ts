import { ref } from 'vue'
import { owned } from '@/session/session'

/** Which pages know what a written body means now: raised with the server's PageVersion.Least by whoever changes that. */
export const pageVersion = 1

/** Whether the server takes nothing more from this page: a newer one must be opened. What is kept stays kept. */
export const outdated = owned(() => ref(false))
