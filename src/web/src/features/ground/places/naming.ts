import { bareName } from '@/kit/geo/names'
import type { PlaceName } from './places'

/**
 * The place named in words.
 * @param typing more may follow: a name that another one begins with waits
 */
export function named(all: readonly PlaceName[], words: string, typing: boolean): PlaceName | undefined {
  const text = words.trim()
  const found = all.find((place) => place.name === text)
  return typing && all.some((place) => place !== found && place.name.startsWith(text)) ? undefined : found
}

/** Places that have namesakes under these words, also where the others are chosen already: each shows its street. */
export function alike(all: readonly PlaceName[], words: string): PlaceName[] {
  const text = words.trim()
  return text ? all.filter((place) => place.name !== text && bareName(place.name) === text) : []
}
