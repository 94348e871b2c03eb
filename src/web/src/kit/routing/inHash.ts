import { ref, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/** Choice on a page, kept in its address after the #. Another choice is a step that Back undoes. */
export function useInHash(changed: (hash: string) => void = () => undefined) {
  const [router, route] = [useRouter(), useRoute()]
  const own = route.path
  const hash = ref(decodeURIComponent(route.hash.slice(1)))
  watch([() => route.path, () => route.hash], ([path, now]) => {
    const next = decodeURIComponent(now.slice(1))
    if (path !== own || next === hash.value) return
    hash.value = next
    changed(next)
  })
  function choose(next: string) {
    if (hash.value === next) return
    hash.value = next
    void router.push({ query: route.query, hash: next ? `#${next}` : '' })
  }
  return { hash, choose }
}
