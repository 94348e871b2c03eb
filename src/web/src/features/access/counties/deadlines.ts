import type { Schemas } from '@/base/api/http'
import { t, wordOr } from '@/base/words'

/** Name of a deadline; a deadline of a newer server is shown by its code. */
export const nameOf = (code: string) => wordOr(`deadline.name.${code.replace('.', '-')}`, code)

/** A value with its unit: "5 分钟", "09:00", "150 米". */
export const valueOf = (unit: Schemas['DeadlineUnit'], value: number) =>
  t(`deadline.unit.${unit}`, { n: unit === 'clock' ? String(value).padStart(2, '0') : value })
