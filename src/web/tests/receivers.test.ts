import { expect, it } from 'vitest'
import { dialOf } from '@/features/response/handovers/order'
import { wordsOf } from '@/features/response/handovers/receiving'
import type { HandoverLight } from '@/base/lights/lights'
import { rows } from '@/pages/desk'

/** The page of each office that receives hand-overs without a hotline. */
const pages: Partial<Record<NonNullable<HandoverLight['kind']>, string>> = { 'civil-affairs': '/civil' }

it('Every kind of hand-over is dialled or has a page of its own', () => {
  for (const [kind, dial] of Object.entries(dialOf)) {
    const page = pages[kind as keyof typeof pages]
    expect(dial !== null, `${kind} is dialled or has a page, and not both`).toBe(page === undefined)
    if (page) expect(rows.some((one) => one.path === page)).toBe(true)
  }
})

it('A receiver takes or gives back what is new, ends what it took, and may take what it gave back', () => {
  const stages: HandoverLight['stage'][] = ['none', 'queued', 'delivered', 'returned', 'accepted', 'progressed', 'completed']
  expect(Object.fromEntries(stages.map((stage) => [stage, wordsOf(stage)]))).toEqual({
    none: [],
    queued: ['accept', 'return'],
    delivered: ['accept', 'return'],
    returned: ['accept'],
    accepted: ['complete', 'progress', 'return'],
    progressed: ['complete', 'return'],
    completed: [],
  })
})
