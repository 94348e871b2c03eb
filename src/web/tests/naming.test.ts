import { expect, it } from 'vitest'
import { bareName, shortName } from '@/kit/geo/names'
import { alike, named } from '@/features/ground/places/naming'

const all = [
  ['1', '义阳社区'],
  ['2', '三里店社区（老城街道）'],
  ['3', '三里店社区（五里墩街道）'],
  ['4', '新集村'],
  ['5', '新集村北队'],
].map(([code, name]) => ({ code: code!, name: name! }))

it('takes a name as soon as no other begins with it', () => {
  expect(named(all, ' 义阳社区', true)?.code).toBe('1')
  expect(named(all, '新集村', true)).toBeUndefined()
  expect(named(all, '新集村', false)?.code).toBe('4')
  expect(named(all, '新集村北队', true)?.code).toBe('5')
})

it('takes none of several with one name, and offers each with its street', () => {
  expect([named(all, '三里店社区', true), named(all, '三里店社区', false)]).toEqual([undefined, undefined])
  expect(alike(all, '三里店社区').map((place) => place.code)).toEqual(['2', '3'])
  const other = all.filter((place) => place.code !== '2')
  expect(alike(other, '三里店社区').map((place) => place.code)).toEqual(['3'])
  expect([alike(all, '义阳社区'), alike(all, '')]).toEqual([[], []])
  expect(named(all, '三里店社区（五里墩街道）', true)?.code).toBe('3')
})

it('shortens the name of a committee, also one that is told from its namesakes', () => {
  expect(shortName('三里店社区居民委员会（老城街道）')).toBe('三里店社区（老城街道）')
  expect([shortName('义阳社区居民委员会'), bareName('三里店社区（老城街道）'), bareName('义阳社区')]).toEqual([
    '义阳社区',
    '三里店社区',
    '义阳社区',
  ])
})
