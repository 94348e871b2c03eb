import { division } from '@/base/api/session'
import { shortName } from '@/kit/geo/names'
import { useRead } from '@/kit/queries/read'

/**
 * Names of communities where persons are registered (户籍地); the code where it is another street's and its name is not available. @param some
 * true when there are any
 */
export function useDomiciles(some: () => boolean) {
  // Names of the communities of the user's own street.
  const asked = useRead('/api/divisions/{code}/names', () => (some() ? { path: { code: division().slice(0, 9) } } : null))
  return (code: string) => {
    const found = asked.data?.items.find((one) => one.code === code)
    return found ? shortName(found.name) : code
  }
}
