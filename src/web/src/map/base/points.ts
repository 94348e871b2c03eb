/** What a fire engine looks for, with the colour of its sign. */
export const points = { hydrant: 'danger', gate: 'mute' } as const
export type Point = keyof typeof points
