import { answer, api, type Schemas } from '@/base/api/http'
import { useQuery } from '@/kit/queries/query'

/** Conflicts of a date, before anything is saved; null while there is no date to check. */
export const useTried = (asked: () => Schemas['DateTried'] | null) =>
  useQuery(
    () => {
      const body = asked()
      return body && ['date tried', body]
    },
    (signal, [, body]) => answer(() => api.POST('/api/schedules/try', { body: body as Schemas['DateTried'], signal })),
  )
