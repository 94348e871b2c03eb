import type { Word } from '@/wire/words'
import type { DoorState } from '@/signs/symbols'

/** What an act changes at a door until the server says so itself. */
export type Mark = {
  community: string
  person?: string
  household?: string
  all?: boolean
  notMet?: number
  state: DoorState
  visitor?: boolean
}

/** What is sent as it is, as text until then. */
export type File = { type: string; base64: string }

/** One thing somebody did on this phone, told to the server by a POST. */
export type Act = {
  /** Idempotency key: however often it is sent, it is done once. */
  key: string
  account: string
  /** When it was done, by the server's clock; milliseconds since 1970. */
  at: number
  /** Acts on one entity are sent one after another, in the order in which they were done. */
  entity: string
  incident?: string
  path: string
  body: unknown
  /** Sent in the place of the body, as it is. It goes after all that has none, on an entity of files alone: a picture holds up nothing that is life. */
  file?: File
  /** What the list of the unsent says: a word and its slots. Never a name. */
  label: { word: Word; values: Record<string, string | number> }
  /** Acts of one tap; undone together. */
  gesture: string
  marks: Mark[]
  /** The path's {care} is the care case of this person, which the server opens by itself. */
  care?: string
  /** What it makes is called by its key on this phone until the server has named it: acts about it follow. */
  makes?: true
  /** Not sent before; milliseconds since 1970. For what cannot be taken back. */
  hold?: number
}

/** What the server said against it. */
export type Refusal = { status: number; code: string; sentence: string }

/** An act as this phone keeps it. `begun`: it may have reached the server. */
export type Stored = Act & { seq: number; begun: boolean; refused?: Refusal }
