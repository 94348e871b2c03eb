import type { paths } from '@/base/wire/schema'

type With<Method extends 'get' | 'post'> = { [Path in keyof paths]: undefined extends paths[Path][Method] ? never : Path }[keyof paths]
type Slots<Path extends string> = Path extends `${string}{${infer Slot}}${infer Rest}` ? Slot | Slots<Rest> : never

const filled = (path: string, slots: Record<string, string>) => path.replace(/\{(\w+)\}/g, (_, slot: string) => slots[slot]!)

/** Address for an act that waits on this phone until there is network. A route that does not exist does not compile. */
export const postTo = <Path extends With<'post'>>(path: Path, slots: Record<Slots<Path>, string>) => filled(path, slots)

/** The address of a file that a link opens. */
export const fileAt = <Path extends With<'get'>>(path: Path, slots: Record<Slots<Path>, string>) => filled(path, slots)
