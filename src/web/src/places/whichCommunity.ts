import { computed } from 'vue'
import { useInQuery } from '@/routing/inQuery'

export type Named = { code: string; name: string }

/** The community that a part of the desk shows, kept in its address: a committee's own; of a street's the one that was chosen, or none. */
export function useWhichCommunity(communities: () => readonly Named[]) {
  const wanted = useInQuery('community')
  const only = computed(() => (communities().length === 1 ? communities()[0]!.code : ''))
  return computed({
    get: () => communities().find((one) => one.code === wanted.value)?.code ?? only.value,
    set: (code: string) => (wanted.value = code),
  })
}
