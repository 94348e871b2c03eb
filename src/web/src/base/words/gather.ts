export type Words = Record<string, unknown>

/** Each file is a noun; its name leads its keys: door.json → t('door.safe'). */
export const roomOf = (path: string) => path.slice(path.lastIndexOf('/') + 1, -'.json'.length)
