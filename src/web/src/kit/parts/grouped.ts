/** The items under their keys, in the given order. */
export function grouped<T, K>(items: Iterable<T>, keyOf: (item: T) => K) {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}
