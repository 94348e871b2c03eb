/** Pages of the desks that have help. */
export const pages = [
  'command',
  'counties',
  'readiness',
  'months',
  'matters',
  'civil',
  'protection',
  'clinic',
  'party',
  'warnings',
  'drills',
  'drill',
  'lines',
  'operations',
  'accounts',
  'audit',
] as const
/** The parts of the street's desk, each by itself. */
export const parts = [
  'today',
  'calendar',
  'readiness',
  'month',
  'communities',
  'divisions',
  'team',
  'parties',
  'residents',
  'visits',
  'care',
  'stores',
  'dangers',
  'goods',
  'help',
  'shelters',
  'plans',
  'received',
  'orders',
  'lists',
  'calls',
  'cases',
  'confirm',
  'imports',
] as const
export type DeskTopic = `page.${(typeof pages)[number]}` | `part.${(typeof parts)[number]}`

const oneOf = <T extends string>(all: readonly T[], name: string) => all.find((one) => one === name)

/**
 * Help topic of a page of the desks; undefined where the page explains itself.
 * @param path of its row, such as /drills/:id
 * @param part of the street's desk, without #
 */
export function deskTopic(path: string, part: string): DeskTopic | undefined {
  if (path === '/drills/:id') return 'page.drill'
  const name = path.split('/')[1] ?? ''
  if (name === 'street') return `part.${oneOf(parts, part) ?? 'readiness'}`
  const page = oneOf(pages, name)
  return page && `page.${page}`
}
