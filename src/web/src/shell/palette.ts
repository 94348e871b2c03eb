import { sentTo } from '@/features/ground/places/sent'
import type { Row, Within } from '@/kit/routing/row'
import { realm } from '@/base/realm/realm'
import { mayDo } from '@/base/session/may'
import type { Permission } from '@/base/wire/permissions'
import type { Schemas } from '@/base/wire/schemas'
import type { Word } from '@/base/wire/words'
import { t } from '@/base/words'
import { offered } from '@/shell/offered'

export const groups = ['incidents', 'communities', 'buildings', 'pages'] as const
export type Group = (typeof groups)[number]
/** A destination or an act. */
export type Hit = { key: string; group: Group; text: string; note: string; to?: string; act?: () => unknown }

/** Number of hits shown of each kind. */
export const most: Readonly<Record<Group, number>> = { incidents: 6, communities: 8, buildings: 8, pages: 12 }

/** True when every typed word is in one of these texts. */
export function says(typed: string, ...texts: readonly string[]) {
  const all = texts.join(' ').toLowerCase()
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word))
}

/** Acts, as opposed to pages; each stands on the command desk. */
const acts: readonly { do: string; word: Word; may: Permission; live?: true }[] = [
  { do: 'report', word: 'shell.find.report', may: 'incident.open' },
  { do: 'order', word: 'shell.find.order', may: 'order.issue' },
  { do: 'shelters', word: 'shelter.shelters', may: 'live.division' },
  { do: 'deadlines', word: 'deadline.deadlines', may: 'deadline.confirm', live: true },
]

/** The user's pages, their parts, and the user's acts. */
export const pageHits = (rows: readonly Row[], within: readonly Within[]): Hit[] => [
  ...offered(rows).map((row) => ({ key: row.path, group: 'pages' as const, text: t(row.title), note: '', to: row.path })),
  ...within.map((one) => ({ key: one.to, group: 'pages' as const, text: t(one.title), note: t(one.page), to: one.to })),
  ...acts
    .filter((one) => mayDo('live.division') && mayDo(one.may) && !(one.live && realm))
    .map((one) => ({ key: one.do, group: 'pages' as const, text: t(one.word), note: t('shell.find.act'), to: `/command?do=${one.do}` })),
]

export const incidentHits = (lights: readonly Schemas['IncidentLight'][], titles: ReadonlyMap<string, string | null | undefined>): Hit[] =>
  lights.map((one) => ({
    key: one.id,
    group: 'incidents',
    text: titles.get(one.id) || t(`incident.category.${one.category ?? 'other'}`),
    note: one.number,
    to: `/command?do=show#incident=${one.id}`,
  }))

/** Links to streets, communities and buildings: users responsible for some of them get their pages, all others the map. */
export function placeHits(found: Schemas['PlacesFound'], atStreet: boolean): Hit[] {
  const onMap = (at: string) => `/command?at=${encodeURIComponent(at)}`
  const community = (code: string) =>
    atStreet && code.length === 12 ? `/street?open=${code}#communities` : onMap(sentTo({ division: code }))
  return [
    ...found.divisions.map((one) => ({
      key: one.code,
      group: 'communities' as const,
      text: one.name,
      note: one.above,
      to: community(one.code),
    })),
    ...found.buildings.map((one) => {
      const name = one.building ? `${one.estate ?? ''}${one.building}` : t('incident.whichGroup', { grid: one.grid ?? '' })
      return {
        key: `${one.community} ${one.grid ?? ''} ${name}`,
        group: 'buildings' as const,
        text: name,
        note: one.communityName,
        to: onMap(sentTo({ point: one.point, name })),
      }
    }),
  ]
}
