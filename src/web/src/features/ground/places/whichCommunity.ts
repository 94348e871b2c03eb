import { computed } from 'vue'
import { useInQuery } from '@/kit/routing/inQuery'

export type Named = { code: string; name: string }

/**
 * The community that a part of the desk shows, kept in its address: a committee's own; of a street's the chosen one, or none. The desk's
 * own division (`own`) is known before the list is loaded: a committee's part begins with its own.
 */
export function useWhichCommunity(communities: () => readonly Named[], own: () => string = () => '') {
  const wanted = useInQuery('community')
  const only = computed(() => (communities().length === 1 ? communities()[0]!.code : own().length === 12 ? own() : ''))
  return computed({
    get: () => communities().find((one) => one.code === wanted.value)?.code ?? only.value,
    set: (code: string) => (wanted.value = code),
  })
}
