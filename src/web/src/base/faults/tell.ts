import { answer, api } from '@/base/api/http'
import type { Schemas } from '@/base/wire/schemas'

/** A report that nobody receives is lost: a fault is not worth a fault. */
export const tell = (fault: Schemas['FaultTold']) => answer(() => api.POST('/api/faults', { body: fault })).catch(() => undefined)
