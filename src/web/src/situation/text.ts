import type { Schemas } from '@/wire/schemas'
import { hour } from '@/clock'

type Shown = Pick<Schemas['SituationShown'], 'title' | 'lines' | 'hours'>

/** A filled form as text to be copied; the hourly table a line per hour. */
export const textOf = ({ title, lines, hours }: Shown) =>
  [
    ...(lines.length === 1 && !hours.length ? [] : [title]),
    ...lines,
    ...hours.map(({ at, people }) => `${hour(at)} ${people.toMove} = ${people.moved} + ${people.left} + ${people.lost}`),
  ].join('\n')
