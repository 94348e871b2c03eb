import type { Schemas } from '@/base/wire/schemas'

export type Level = NonNullable<Schemas['WarningLight']['level']>
/** The plate of each level of a warning, the gravest first. */
export const plates: Record<Level, string> = { red: '#D0021B', orange: '#FF8A1F', yellow: '#FFD633', blue: '#1C62C4' }
