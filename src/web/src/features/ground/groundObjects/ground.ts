import { answer, api, type Schemas } from '@/base/api/http'
import { t } from '@/base/words'

export type GroundObject = Schemas['GroundObjectShown']
export type Kind = GroundObject['kind']
/** Fields in a line about an object, on the desk and for the commander at the scene. */
export type Said = Pick<GroundObject, 'kind' | 'name' | 'metres' | 'holder' | 'levels' | 'lift' | 'note'>

/** As they are listed. */
export const kinds = ['hydrant', 'valve', 'gate', 'underpass', 'key', 'building'] as const satisfies readonly Kind[]

const path = (code: string, ground?: string) => ({ params: { path: { code, ...(ground ? { ground } : {}) } } })
export const keepGround = (code: string, body: Schemas['NewGround'], one?: GroundObject) =>
  one
    ? answer(() =>
        api.POST('/api/communities/{code}/ground/{ground}/change', {
          params: { path: { code, ground: one.id } },
          body: { ...body, seen: one.version },
        }),
      )
    : answer(() => api.POST('/api/communities/{code}/ground', { ...path(code), body }))
export const endGround = (code: string, one: GroundObject) =>
  answer(() => api.POST('/api/communities/{code}/ground/{ground}/end', { params: { path: { code, ground: one.id } } }))

/** Facts about an object without its name: 5 层 · 无电梯 · 物业值班室 · 夜里锁. */
export const detailsOf = (one: Said) =>
  [
    one.levels ? t('ground.levels', { n: one.levels }) : '',
    one.lift == null ? '' : t(one.lift ? 'ground.lift' : 'ground.noLift'),
    one.holder ?? '',
    one.note ?? '',
  ].filter(Boolean)
