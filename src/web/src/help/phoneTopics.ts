import type { Page } from '@/phone/route'

export type PhoneTopic = Exclude<Page, 'door'>

/** What is told of a page of the phone: of one door what is told of all; the first page tells who is inside. */
export const phoneTopic = (page: Page | ''): PhoneTopic => (page === 'door' ? 'doors' : page || 'who')
