declare module 'virtual:words' {
  /** The words that an entry or a page needs: by language, then by the name of the entry or the address of the page. */
  export const files: Readonly<Record<string, Readonly<Record<string, () => Promise<{ default: Record<string, unknown> }>>>>>
}
