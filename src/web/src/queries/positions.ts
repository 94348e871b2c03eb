const positions = new WeakMap<object, number>()

/** Says up to which position an answer that names none holds everything. */
export function held<T extends object>(answer: T, position: number): T {
  positions.set(answer, position)
  return answer
}

/** Everything up to here is in an answer; -1 where it does not say. */
export const heldUpTo = (answer: unknown): number =>
  answer && typeof answer === 'object' ? (positions.get(answer) ?? (answer as { position?: number }).position ?? -1) : -1
