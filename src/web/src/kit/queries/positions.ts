const positions = new WeakMap<object, number>()

/** Sets the position up to which an answer without one holds everything. */
export function held<T extends object>(answer: T, position: number): T {
  positions.set(answer, position)
  return answer
}

/** Position up to which an answer holds everything; -1 where it names none. */
export const heldUpTo = (answer: unknown): number =>
  answer && typeof answer === 'object' ? (positions.get(answer) ?? (answer as { position?: number }).position ?? -1) : -1
