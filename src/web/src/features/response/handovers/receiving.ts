import type { HandoverLight } from '@/base/lights/lights'

export type Word = 'accept' | 'return' | 'progress' | 'complete'
/** Answers that a receiver can give to a hand-over, the usual word first. A hand-over that was given back can still be taken. */
export const wordsOf = (stage: HandoverLight['stage']): readonly Word[] =>
  stage === 'queued' || stage === 'delivered'
    ? ['accept', 'return']
    : stage === 'accepted'
      ? ['complete', 'progress', 'return']
      : stage === 'progressed'
        ? ['complete', 'return']
        : stage === 'returned'
          ? ['accept']
          : []
