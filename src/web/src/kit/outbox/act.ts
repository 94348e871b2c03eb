import type { Word } from '@/base/wire/words'
import type { DoorState } from '@/kit/signs/symbols'

/** Change that an act makes at a door until the server confirms it. */
export type Mark = {
  community: string
  person?: string
  household?: string
  all?: boolean
  notMet?: number
  state: DoorState
  visitor?: boolean
}

/** File that is sent as raw bytes, and kept as text until then. */
export type File = { type: string; base64: string }

/** An act that somebody did on this phone, sent to the server by a POST. */
export type Act = {
  /** Idempotency key: however often it is sent, it is done once. */
  key: string
  account: string
  /** Time at which it was done, by the server's clock; milliseconds since 1970. */
  at: number
  /** Acts on one entity are sent one after another, in the order in which they were done. */
  entity: string
  incident?: string
  path: string
  body: unknown
  /**
   * Sent in place of the body, as raw bytes. Acts with files go last, and only block others on the same entity: a picture holds up nothing
   * that concerns a life.
   */
  file?: File
  /** Label in the list of unsent acts: a word and its slots. Never a name. */
  label: { word: Word; values: Record<string, string | number> }
  /** Acts of one tap; undone together. */
  gesture: string
  marks: Mark[]
  /** The path's {care} is the care case of this person, which the server opens by itself. */
  care?: string
  /** The object made by this act is called by its key on this phone until the server has named it: acts about it follow. */
  makes?: true
  /** Earliest time of sending, milliseconds since 1970. For acts that cannot be undone. */
  hold?: number
}

/** The server's refusal of an act. */
export type Refusal = { status: number; code: string; sentence: string }

/** An act as this phone keeps it. `begun`: it may have reached the server. */
export type Stored = Act & { seq: number; begun: boolean; refused?: Refusal }
