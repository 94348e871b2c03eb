import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { effectScope, isRef, type EffectScope } from 'vue'
import { allRooms, learn } from '@/base/words'
import { frozen, keep } from './frozen'
import { lot } from './samples'
import { answered, begin, calm, digest, left, still } from './stage'
import { functionsOf, make, Unmade } from './types'

vi.mock('@/base/send/send', async (original) => ({
  ...(await original<object>()),
  send: (request: Request) => answered(request),
  seen: () => undefined,
}))
vi.mock('@/kit/outbox/useOutbox', async () => {
  const { outbox } = await import('./stage')
  const one = outbox()
  return { useOutbox: () => one, parts: one.parts }
})

const modules = import.meta.glob<Record<string, (...args: unknown[]) => unknown>>('/src/**/*.ts')
const samples = 60
const files = Object.keys(modules)
  .filter((file) => !/\.d\.ts$|\/(entries|wire|leaving)\/|\/words\/|\/faults\/|\/map\/base\//.test(file))
  .sort()
const found = new Map<string, string>()
let scope: EffectScope

beforeAll(async () => {
  still()
  vi.spyOn(console, 'warn').mockReturnValue()
  vi.spyOn(console, 'error').mockReturnValue()
  await learn('zh-CN', [], allRooms)
  await begin('functions')
  scope = effectScope(true)
})
afterAll(() => {
  scope.stop()
  frozen('functions').renew(found)
})

/** A value as text: all of it that somebody could see or send. */
function told(value: unknown, depth = 0): string {
  if (depth > 8) return '…'
  if (typeof value === 'function') return 'fn'
  if (isRef(value)) return told(value.value, depth + 1)
  if (value instanceof Map || value instanceof Set) return told([...value], depth + 1)
  if (value instanceof Date) return String(value.getTime())
  if (value instanceof Error) return `error ${value.message}`
  if (Array.isArray(value)) return `[${value.map((one) => told(one, depth + 1)).join()}]`
  if (value && typeof value === 'object') {
    if (Object.getPrototypeOf(value) !== Object.prototype) return value.constructor?.name ?? 'object'
    return `{${Object.entries(value)
      .map(([key, one]) => `${key}:${told(one, depth + 1)}`)
      .join()}}`
  }
  return JSON.stringify(value) ?? 'undefined'
}

it.each(files)('%s', async (file) => {
  const own = functionsOf(join(import.meta.dirname, '../..', file))
  if (!own.length) return
  const module = await modules[file]!()
  for (const { name, params } of own) {
    const lines: string[] = []
    for (let nth = 0; nth < samples; nth++) {
      const at = `${file}.${name}#${nth}`
      try {
        const args = params.map((one) =>
          one.optional && lot(`${at}.${one.name}!`) % 3 === 0 ? undefined : make(one.type, `${at}.${one.name}`),
        )
        left.length = 0
        const got = scope.run(() => module[name]!(...args))
        // The form of an act: the request that its initial values send.
        const { send, first } = (got ?? {}) as { send?: (body: unknown) => unknown; first?: unknown }
        if (typeof send === 'function') await send(first)
        const later = got instanceof Promise
        let came = later ? 'waits' : told(got)
        if (later) {
          got.then(
            (value: unknown) => (came = told(value)),
            (fault: unknown) => (came = `threw ${String(fault)}`),
          )
          await calm()
        }
        lines.push(came, ...left)
      } catch (fault) {
        if (fault instanceof Unmade) {
          if (process.env.FACES_LOG) process.stdout.write(`${file} ${name} ${fault.message.slice(0, 60)}\n`)
          lines.length = 0
          break
        }
        lines.push(`threw ${String(fault).slice(0, 80)}`)
      }
    }
    keep(`${file.replace('/src/', '')}.${name}.txt`, lines)
    found.set(`${file} ${name}`, lines.length ? digest(lines) : '-')
  }
  const before = frozen('functions')
  for (const { name } of own) expect(found.get(`${file} ${name}`), name).toBe(before.get(`${file} ${name}`))
})
