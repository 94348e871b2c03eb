import type { ChildCase } from './calls'

export const steps = ['opened', 'assessed', 'planned', 'services', 'followed', 'closed'] as const
export type WorkStep = (typeof steps)[number]

/** The workflow of a case: which steps are done, and which is next. */
export function workOf(one: Pick<ChildCase, 'case' | 'services' | 'closing'>): Record<WorkStep, 'done' | 'next' | 'later'> {
  const { stage, followed } = one.case
  const closed = stage === 'closed'
  const planned = closed || stage === 'planned'
  const done: Record<WorkStep, boolean> = {
    opened: true,
    assessed: planned || stage === 'assessed',
    planned,
    services: planned && one.services.every((service) => service.given !== null && service.given !== undefined),
    followed: !!followed,
    closed,
  }
  const next = steps.find((step) => !done[step])
  return Object.fromEntries(steps.map((step) => [step, done[step] ? 'done' : step === next ? 'next' : 'later'])) as ReturnType<
    typeof workOf
  >
}
