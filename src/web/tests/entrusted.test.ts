import { expect, test } from 'vitest'
import { reasonOf } from '@/features/care/entrusting/calls'

test.each([
  [{ reason: 'term', term: 'autumn' }, '秋季学期检查'],
  [{ reason: 'term', term: 'before-summer' }, '暑假前检查'],
  [{ reason: 'term', term: 'a-term-of-later' }, '学期检查'],
  [{ reason: 'term', term: null }, '学期检查'],
  [{ reason: 'sign', term: null }, '有迹象'],
  [{}, '学期检查'],
] as const)('%j: a child is looked at next for %s', (row, why) => expect(reasonOf(row)).toBe(why))
