import type { HandoverLight } from '@/lights/lights'

export type Word = 'accept' | 'return' | 'progress' | 'complete'
/** What a receiver may say to a hand-over, the usual word first. What it gave back it may still take. */
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
