import type { Schemas } from '@/base/wire/schemas'

export type Category = NonNullable<Schemas['Category']>

/** The one character of a category's tile; its words are incident.category.*. */
export const character: Record<Category, string> = {
  fire: '火',
  flood: '汛',
  geological: '地',
  gas: '气',
  traffic: '车',
  medical: '医',
  missing: '寻',
  'public-order': '警',
  power: '电',
  epidemic: '疫',
  weather: '象',
  other: '事',
}
