import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { phoneTopic } from '@/across/help/phoneTopics'
import { deskTopic, pages, parts } from '@/across/help/topics'
import { pages as phonePages } from '@/kit/phone/route'
import words from '@/base/words/zh-CN/help.json'
import { rowsIn } from '../pages'

const desks = rowsIn('pages/desk.ts').map((row) => row.path)
const phones = rowsIn('pages/phone.ts').map((row) => row.path)
/** Read as text: loading the parts would load every page. */
const streetParts = [
  ...readFileSync(join(import.meta.dirname, '../src/pages/street/parts.ts'), 'utf8').matchAll(/^ {4}part: '(\w+)'/gm),
].map(([, part]) => part!)

test('every page of the desks tells how it is used, and nothing is told of a page that is gone', () => {
  const told = desks.filter((path) => path !== '/street').map((path) => deskTopic(path, ''))
  expect(told).not.toContain(undefined)
  expect(told.toSorted()).toEqual(pages.map((page) => `page.${page}`).toSorted())
})

test('so does every part of the street’s desk', () => {
  expect(streetParts.length).toBeGreaterThan(15)
  expect(streetParts.toSorted()).toEqual([...parts].toSorted())
  expect(deskTopic('/street', 'visits')).toBe('part.visits')
})

test('so does every page of the phone', () => {
  const named = phones.flatMap((path) => /^\/:page\((.+?)\)/.exec(path)?.[1]?.split('|') ?? [])
  expect(named.length).toBeGreaterThan(15)
  expect(named.toSorted()).toEqual([...phonePages].toSorted())
  expect([...new Set(phonePages.map(phoneTopic))].toSorted()).toEqual(Object.keys(words.phone).toSorted())
  for (const name of phonePages) expect(phoneTopic(name) === 'who').toBe(name === 'who')
})
