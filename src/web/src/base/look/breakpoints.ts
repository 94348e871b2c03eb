/** The widths at which pages change, CSS pixels: upper limits. Styles name them, `@media (--phone)`. */
export const breakpoints = {
  /** The smallest phones, and a laptop at 400 %. */
  tiny: 359,
  phone: 700,
  tablet: 900,
  laptop: 1100,
  /** The desk's lists become drawers. */
  drawer: 1179,
  /** The desk on a laptop. */
  narrow: 1499,
} as const
export type Breakpoint = keyof typeof breakpoints
