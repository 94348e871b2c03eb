export type Words = Record<string, unknown>

/** Each file is a noun; its name leads its keys: door.json → t('door.safe'). */
export const gather = (files: Record<string, unknown>): Words =>
  Object.fromEntries(Object.entries(files).map(([path, words]) => [path.slice(path.lastIndexOf('/') + 1, -'.json'.length), words]))
