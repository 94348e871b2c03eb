import { bareName } from './names'
import type { PlaceName } from './places'

/**
 * The place that was named in words.
 * @param typing more may follow: a name that another one begins with waits
 */
export function named(all: readonly PlaceName[], words: string, typing: boolean): PlaceName | undefined {
  const text = words.trim()
  const found = all.find((place) => place.name === text)
  return typing && all.some((place) => place !== found && place.name.startsWith(text)) ? undefined : found
}

/** The places that these words mean alike, where they mean more than one: each stands in another street. */
export function alike(all: readonly PlaceName[], words: string): PlaceName[] {
  const text = words.trim()
  const found = text ? all.filter((place) => bareName(place.name) === text) : []
  return found.length > 1 ? found : []
}
