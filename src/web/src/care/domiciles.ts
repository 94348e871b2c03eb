import { division } from '@/api/session'
import { shortName } from '@/places/names'
import { useRead } from '@/queries/read'

/** Names of communities where persons are registered (户籍地): its code where the name is another street's and not to be had. @param some whether there is any */
export function useDomiciles(some: () => boolean) {
  // Who works for a community knows its street.
  const asked = useRead('/api/divisions/{code}/names', () => (some() ? { path: { code: division().slice(0, 9) } } : null))
  return (code: string) => {
    const found = asked.data?.items.find((one) => one.code === code)
    return found ? shortName(found.name) : code
  }
}
