import { inject, provide, ref, shallowReactive, shallowRef, type InjectionKey } from 'vue'
import { answer, api, Refused } from '@/base/api/http'
import { useAgain } from '@/base/send/patience'
import type { Schemas } from '@/base/wire/schemas'
import { shortName } from '@/kit/geo/names'
import type { IncidentLight } from '@/base/lights/lights'

export type PlaceName = { code: string; name: string }
export type Places = ReturnType<typeof makePlaces>
const key: InjectionKey<Places> = Symbol('places')

/** Names of the divisions that the user works for, by code. */
export function makePlaces() {
  const names = shallowReactive(new Map<string, string>())
  const refused = shallowRef<Refused | null>(null)
  const settled = ref(false)
  const again = useAgain(ask)
  let of = ''
  /** Without the names their codes show; passing errors are retried automatically. */
  async function ask() {
    again.asking()
    try {
      await read(of)
      refused.value = null
      again.answered()
    } catch (fault) {
      refused.value = Refused.of(fault)
      settled.value = true
      again.refused(refused.value)
    }
  }
  function load(code: string) {
    of = code
    void ask()
  }
  async function read(code: string) {
    const { items } = await answer(() => api.GET('/api/divisions/{code}/names', { params: { path: { code } } }))
    for (const one of items) names.set(one.code, shortName(one.name))
    settled.value = true
  }
  /** The name; nothing while names are loading, and the code where there is none. */
  const name = (code: string) => names.get(code) ?? (settled.value ? code : '')
  /** The name; nothing where it is not known. */
  const known = (code: string) => names.get(code) ?? ''
  const communities = () => [...names].filter(([code]) => code.length === 12).map(([code, name]) => ({ code, name }))
  const all = () => [...names].map(([code, name]) => ({ code, name }))
  return {
    names,
    load,
    name,
    known,
    communities,
    all,
    ask,
    /** Reason why names are missing; null where there was no error. */
    get refused() {
      return refused.value
    },
  }
}
export const providePlaces = (places: Places) => provide(key, places)
export const usePlaces = () => inject(key)!

/** 老城街道 · 义阳社区; the address where nobody knows the community. */
export function placeOf(light: IncidentLight, shown: Schemas['IncidentShown'] | undefined, places: Places) {
  const code = light.community ?? light.county
  const parts = code.length === 12 ? [places.name(code.slice(0, 9)), places.name(code)] : [shown?.address || places.name(code)]
  return parts.join(' · ')
}
