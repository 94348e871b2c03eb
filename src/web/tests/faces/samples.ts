import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A part of the server's description of itself (JSON Schema, as OpenAPI 3.1 has it). */
export type Schema = {
  $ref?: string
  type?: string | string[]
  format?: string
  enum?: unknown[]
  minimum?: number
  maximum?: number
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: Schema | boolean
  oneOf?: Schema[]
  anyOf?: Schema[]
  allOf?: Schema[]
}
type Operation = { responses: Record<string, { content?: Record<string, { schema?: Schema }> }> }
type Noun = { paths: Record<string, Record<string, Operation>>; schemas: Record<string, Schema> }

const folder = join(import.meta.dirname, '../../../../tests/frozen/api')
const nouns = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Partial<Noun>)
export const schemas: Record<string, Schema> = Object.assign({}, ...nouns.map((one) => one.schemas ?? {}))
const paths: Noun['paths'] = Object.assign({}, ...nouns.map((one) => one.paths ?? {}))
const routes = Object.keys(paths).map((path) => ({ path, fits: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`) }))

/** The moment at which everything is observed: a Tuesday afternoon. */
export const now = Date.UTC(2026, 6, 14, 7, 30)
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]
const moments = [-3 * day, -26 * hour, -2 * hour, -31 * minute, -4 * minute, -5_000, 3 * minute, 50 * minute, 20 * hour, 9 * day]
const days = [-400, -31, -8, -1, 0, 1, 6, 14, 30, 31, 400]
const figures = [0, 1, 2, 3, 5, 12]
export const lengths = [0, 999, 59_999, 60_000, 3_599_000, 3_600_000, 47 * hour, 48 * hour, 49 * hour, 5 * day]

/** Always the same number for the same place: additions elsewhere change nothing here. */
export function lot(at: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < at.length; i++) hash = Math.imul(hash ^ at.charCodeAt(i), 0x01000193)
  hash ^= hash >>> 15
  hash = Math.imul(hash, 0x2c1b3c6d)
  return (hash ^ (hash >>> 13)) >>> 0
}
export const pick = <T>(at: string, of: readonly T[]) => of[lot(at) % of.length]!

const id = (n: number) => `00000000-0000-7000-8000-00000000000${n}`
const nameAt = (at: string) => /(\w+)(?:\[\d+\])*$/.exec(at)?.[1] ?? ''
const placeAt = (at: string) => Number(/\[(\d+)\](?!.*\[)/.exec(at)?.[1] ?? lot(at) % 3)

/** Texts that somebody might type where days, times, numbers and words are parsed. */
const typed = [
  '9:30',
  '0930',
  '24:00',
  '2359',
  '9点30',
  '2026/6/18',
  '20260618',
  '6月18日',
  '1949',
  '2 箱',
  '13900000001、13900000002',
  ' ',
  '',
  '120',
  '0',
]

/** A text suggested by its name: few different ones, so that related values match. */
export function text(at: string): string {
  const name = nameAt(at)
  if (/^(text|typed|header|line)$/.test(name)) return lot(`${at}*`) % 4 === 0 ? date(at) : pick(at, typed)
  if (name === 'month') return date(at).slice(0, 7)
  if (/(^i|I)d$|^key$/.test(name)) return id(placeAt(at))
  if (/^(incident|task|order|lot|person|member|card|handover|drill|care)$/.test(name)) return id(lot(at) % 3)
  if (/phone|dial/i.test(name)) return `1390000000${lot(at) % 3}`
  if (/street/i.test(name)) return '411502001'
  if (/county/i.test(name)) return '411502'
  if (/communit|division|^code$|receiver|place$|store$/i.test(name)) return `41150200100${1 + placeAt(at)}`
  if (/At$|^at$|since|until|before/i.test(name)) return moment(at)
  if (/^(on|day|today|date|near|born|next)$|Day$|On$/.test(name)) return date(at)
  return `${name || 'word'}${lot(at) % 3}`
}
export const moment = (at: string) => new Date(now + pick(at, moments)).toISOString()
export const date = (at: string) => new Date(now + 8 * hour + pick(at, days) * day).toISOString().slice(0, 10)

function number(at: string, { minimum, maximum }: Schema): number {
  const name = nameAt(at)
  const found = name === 'lon' ? 114.07 + (lot(at) % 9) / 1000 : name === 'lat' ? 32.13 + (lot(at) % 9) / 1000 : pick(at, figures)
  return Math.min(Math.max(found, minimum ?? -Infinity), maximum ?? Infinity)
}

const deepest = 9
/** A value that the server might send, derived from its place. */
export function valueOf(schema: Schema, at: string, depth = 0): unknown {
  if (schema.$ref) return valueOf(schemas[schema.$ref.split('/').at(-1)!]!, at, depth + 1)
  const ways = schema.oneOf ?? schema.anyOf
  if (ways) {
    const some = ways.filter((one) => one.type !== 'null')
    return some.length < ways.length && (depth > deepest || lot(`${at}?`) % 4 === 0) ? null : valueOf(pick(at, some), at, depth + 1)
  }
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((one) => valueOf(one, at, depth + 1)))
  if (schema.enum) return pick(at, schema.enum)
  const types = [schema.type ?? (schema.properties ? 'object' : 'string')].flat()
  if (types.includes('null') && (depth > deepest || lot(`${at}?`) % 4 === 0)) return null
  switch (types.find((one) => one !== 'null' && !(one === 'string' && types.includes('integer')))) {
    case 'boolean':
      return lot(at) % 2 === 0
    case 'integer':
    case 'number':
      return number(at, schema)
    case 'array': {
      const many = depth > deepest ? 0 : pick(`${at}#`, [0, 1, 2, 2, 3])
      return Array.from({ length: many }, (_, i) => valueOf(schema.items ?? {}, `${at}[${i}]`, depth + 1))
    }
    case 'object': {
      if (!schema.properties && typeof schema.additionalProperties === 'object') {
        const of = schema.additionalProperties
        return Object.fromEntries([0, 1].map((i) => [text(`${at}Key[${i}]`), valueOf(of, `${at}[${i}]`, depth + 1)]))
      }
      const must = new Set(schema.required ?? [])
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([name]) => must.has(name) || lot(`${at}.${name}!`) % 4 > 0)
          .map(([name, of]) => [name, valueOf(of, `${at}.${name}`, depth + 1)]),
      )
    }
  }
  if (schema.format === 'date-time') return moment(at)
  if (schema.format === 'date') return date(at)
  if (schema.format === 'uuid') return /\](\.\w*[iI]d)?$/.test(at) ? id(placeAt(at)) : id(lot(at) % 3)
  return text(at)
}

/** Possible answer of the server to a request; undefined where it answers with nothing. */
export function answerTo(method: string, path: string, at: string): unknown {
  const exact = paths[path] ? path : routes.find((one) => one.fits.test(path))?.path
  const responses = (exact && paths[exact]?.[method.toLowerCase()]?.responses) || {}
  const content = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1].content
  const schema = content?.['application/json']?.schema
  const made = schema && valueOf(schema, `${at}.${exact}`)
  // A list ends with its first page.
  if (made && typeof made === 'object' && 'items' in made) Object.assign(made, { next: null })
  return made
}
