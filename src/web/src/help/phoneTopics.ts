/** The pages of the phone. */
export const phonePages = [
  'who',
  'tasks',
  'doors',
  'report',
  'supplies',
  'stocktake',
  'unsent',
  'incidents',
  'orders',
  'roster',
  'shelters',
  'visits',
  'visit',
  'today',
  'children',
  'care',
  'patrol',
  'hazard',
] as const

export type PhoneTopic = (typeof phonePages)[number]

/** What is told of a page of the phone; the first one tells who is inside. */
export const phoneTopic = (page: string): PhoneTopic => phonePages.find((one) => one === (page === 'door' ? 'doors' : page)) ?? 'who'
