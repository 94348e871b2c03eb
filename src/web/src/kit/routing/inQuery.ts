import { computed, ref, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/** A filter of a page, kept in its address after the ?: anybody with the address sees the same. No step for Back. */
export function useInQuery(name: string) {
  const [router, route] = [useRouter(), useRoute()]
  const own = route.path
  const one = (value: unknown) => (typeof value === 'string' ? value : '')
  const held = ref(one(route.query[name]))
  watch([() => route.path, () => route.query[name]], ([path, value]) => {
    if (path === own) held.value = one(value)
  })
  return computed({
    get: () => held.value,
    set(value: string) {
      held.value = value
      void router.replace({ query: { ...route.query, [name]: value || undefined }, hash: route.hash })
    },
  })
}
