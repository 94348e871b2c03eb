import { expect, it } from 'vitest'
import { courseOf, type PlanPage } from '@/features/means/plans/plans'

const standing = (more: Partial<PlanPage['standing']>) => ({ draft: 'none', dueFor: [], filed: false, ...more }) as PlanPage['standing']
const done = (more: Partial<PlanPage['standing']>) =>
  courseOf(standing(more), '2026-03-02T00:00:00Z')
    .filter((one) => one.done)
    .map((one) => one.step)
const old = { inForce: '2026-1', approvedAt: '2026-03-01T00:00:00Z', filed: true, evaluatedAt: '2026-06-01T00:00:00Z' }

it('of a plan in force all is done that was done for it', () => {
  expect(done(old)).toEqual(['draft', 'submitted', 'approved', 'filed', 'evaluated'])
  expect(done({ ...old, filed: false, evaluatedAt: null })).toEqual(['draft', 'submitted', 'approved'])
})

it('of a draft nothing is done that was done for the version before it', () => {
  expect(done({ ...old, draft: 'draft' })).toEqual(['draft'])
  expect(done({ ...old, draft: 'submitted' })).toEqual(['draft', 'submitted'])
  expect(courseOf(standing({ ...old, draft: 'draft' }), null).map((one) => one.on)).toEqual([null, null, null, null, null])
})

it('where there is neither, nothing is done', () => expect(done({})).toEqual([]))
