import type { Schemas } from '@/base/wire/schemas'
import { hour } from '@/base/clock'
import { t } from '@/base/words'

type Shown = Pick<Schemas['SituationShown'], 'title' | 'lines' | 'hours'>

/** A filled form as text for copying; the hourly table has a line per hour with all its columns. */
export const textOf = ({ title, lines, hours }: Shown) =>
  [
    ...(lines.length === 1 && !hours.length ? [] : [title]),
    ...lines,
    ...hours.map(({ at, people: { toMove, moved, left, refuses, lost } }) => {
      const refused = refuses ? t('situation.ofThem', { n: refuses }) : ''
      return `${hour(at)} ${toMove} = ${moved} + ${left}${refused} + ${lost}`
    }),
  ].join('\n')
