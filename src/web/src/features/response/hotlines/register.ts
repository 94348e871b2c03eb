import { answer, api, session, type Schemas } from '@/base/api/http'
import type { PlaceName } from '@/features/ground/places/places'

export type Registered = Schemas['RegisteredLine']
export const numbers = ['110', '119', '120', '12345'] as const
/** Days for which a replaced secret is still accepted. */
export const graces = [0, 1, 7, 30] as const

/** A new secret as Standard Webhooks writes it: 32 random bytes. Made here, so that the server never has to show one. */
export function newSecret() {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return `whsec_${btoa(String.fromCharCode(...bytes))}`
}

/** Areas in which a line can serve: the cities and counties that the user works for. */
export function areasOf(all: readonly PlaceName[]) {
  const mine = session.value?.scopes.map((scope) => scope.division) ?? []
  const counties = all.filter((place) => place.code.length === 6 && mine.some((code) => place.code.startsWith(code)))
  const cities = mine.filter((code) => code.length === 4).map((code) => ({ code, name: code }))
  return [...cities, ...counties.map(({ code, name }) => ({ code, name }))]
}

type Wish = Schemas['NewLine']
export const setLine = (code: string, body: Wish) => answer(() => api.POST('/api/lines/{code}', { params: { path: { code } }, body }))
export const giveSecret = (code: string, body: Schemas['NewLineSecret']) =>
  answer(() => api.POST('/api/lines/{code}/secrets', { params: { path: { code } }, body }))
export const endSecret = (code: string, secret: string) =>
  answer(() => api.POST('/api/lines/{code}/secrets/{secret}/end', { params: { path: { code, secret } } }))
export const endLine = (code: string) => answer(() => api.POST('/api/lines/{code}/end', { params: { path: { code } } }))
