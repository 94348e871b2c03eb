import type { Page } from '@/kit/phone/route'

export type PhoneTopic = Exclude<Page, 'door'>

/** Help topic of a page of the phone: a single door has the topic of all doors; the first page has who is inside. */
export const phoneTopic = (page: Page | ''): PhoneTopic => (page === 'door' ? 'doors' : page || 'who')
