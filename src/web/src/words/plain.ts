/** The text without marks that turn the direction of what stands beside it: for text that leaves the page. */
export const plainText = (text: string) => text.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
