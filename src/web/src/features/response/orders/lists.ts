import type { Schemas } from '@/base/api/http'

type MatterList = Schemas['MatterList']
export type Standing = { kind: 'listed' | 'unlisted' | 'negative'; title: string; articles: readonly string[] }

/** Standing of a matter on the county's lists as far as a desk can tell; the server decides. */
export function standingOf(lists: readonly MatterList[], code: string): Standing {
  for (const list of lists) {
    const found = !list.draft && list.items.find((item) => item.code === code)
    if (found) return { kind: list.kind === 'negative' ? 'negative' : 'listed', title: found.title, articles: list.articles }
  }
  return { kind: 'unlisted', title: '', articles: [...new Set(lists.filter((list) => !list.draft).flatMap((list) => list.articles))] }
}
