/** Objects that a fire engine looks for, with the colour of their signs. */
export const points = { hydrant: 'danger', gate: 'mute' } as const
export type Point = keyof typeof points
