import { answer, api, type Schemas } from '@/base/api/http'
import type { Corners } from '@/kit/geo/areas'

export type Quarter = Schemas['QuarterShown']
export type Quarters = Schemas['QuartersShown']
export type Kind = Quarter['kind']
type Drawing = { kind: Kind; name: string; buildings: string[]; chief: string; ground: Corners | null }

const path = (code: string) => ({ params: { path: { code } } })
/** @param seen the state in which somebody began to change it; undrawn ground counts as none */
export const drawQuarter = (code: string, { kind, name, buildings, chief, ground }: Drawing, seen?: Quarter) =>
  answer(() =>
    api.POST('/api/communities/{code}/quarters', {
      ...path(code),
      body: {
        kind,
        name,
        buildings,
        ...(chief ? { chief } : {}),
        ...(ground ? { boundary: { type: 'MultiPolygon', coordinates: ground } } : {}),
        ...(seen?.drawn ? { was: seenAs(seen) } : {}),
      },
    }),
  )
export const removeQuarter = (code: string, { kind, name }: Quarter) =>
  answer(() => api.POST('/api/communities/{code}/quarters/remove', { ...path(code), body: { kind, name } }))
export const followQuarter = (code: string, { kind, name }: Quarter) =>
  answer(() => api.POST('/api/communities/{code}/quarters/follow', { ...path(code), body: { kind, name } }))

const seenAs = ({ buildings, chief, boundary }: Quarter) => ({ buildings, ...(chief ? { chief } : {}), ...(boundary ? { boundary } : {}) })

/** The drawn ground; null where there is none. */
export const groundOf = ({ boundary }: Quarter): Corners | null =>
  boundary?.shape === 'polygons' ? boundary.parts.map((rings) => rings.map((ring) => ring.map(({ lon, lat }) => [lon, lat]))) : null

/** The other part of the same kind that has each building. */
export function placesOf(all: Quarters, kind: Kind, except: string): ReadonlyMap<string, string> {
  const others = all.items.filter((one) => one.kind === kind && one.drawn && one.name !== except)
  return new Map(others.flatMap((one) => one.buildings.map((building) => [building, one.name] as const)))
}

/** Buildings of the register that lie in no drawn grid. */
export function unassigned(all: Quarters): string[] {
  const placed = placesOf(all, 'grid', '')
  return all.buildings.filter((one) => !placed.has(one))
}
