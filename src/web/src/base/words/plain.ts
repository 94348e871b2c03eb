/** The text without characters that change the writing direction beside it: for text that leaves the page. */
export const plainText = (text: string) => text.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')

/** street-officer, for StreetOfficer: histories give a role by its stored name. */
export const kebab = (name: string) => name.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase()

/** Name of an event by its stored form: checked, for entrustment.checked.v1. */
export const eventOf = (form: string) => form.replace(/^[\w-]+\./, '').replace(/\.v\d+$/, '')
