/** Level of detail at each zoom. */
export type Level = 'county' | 'far' | 'street' | 'near' | 'building'
export const levelOf = (zoom: number): Level =>
  zoom < 12 ? 'county' : zoom < 13.6 ? 'far' : zoom < 15.5 ? 'street' : zoom <= 16.6 ? 'near' : 'building'
