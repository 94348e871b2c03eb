import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import postcss from 'postcss'
import { describe, expect, it } from 'vitest'
import { styles } from '../styles'

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => /\.(vue|css)$/.test(name))
/** The styles of a file, without their comments. */
const stylesOf = (name: string) => {
  const text = readFileSync(join('src', name), 'utf8')
  const all = name.endsWith('.css') ? text : [...text.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map((found) => found[1]).join('\n')
  return all.replace(/\/\*[\s\S]*?\*\//g, '')
}
const written = files.filter((name) => !name.includes('look')).map((name) => ({ name, css: stylesOf(name) }))
const found = (what: RegExp) => written.flatMap(({ name, css }) => [...css.matchAll(what)].map((hit) => `${name}: ${hit[0]}`))

describe('styles', () => {
  it('take sizes of type, white and widths from the tables', () => {
    expect(written.length).toBeGreaterThan(100)
    expect(found(/font(-size)?:[^;]*\b\d+px/g).filter((one) => !one.includes('min(') && !one.includes('clamp('))).toEqual([])
    expect(found(/#fff(fff)?\b/gi)).toEqual([])
    expect(found(/@media[^{]*\bwidth\b[^{]*/g)).toEqual([])
  })
  it('win by their layer and not by naming a class twice', () => {
    expect(found(/\.([\w-]+)\.\1\b/g)).toEqual([])
  })
  it('leave to a finger what a room wants higher', async () => {
    const made = await postcss([styles()]).process('.wake { min-height: 84px }', { from: '/x/src/features/response/orders/Wake.vue' })
    expect(made.css).toMatch(/min-height: 84px;\s*--high: 84px/)
    expect(readFileSync('src/base/look/touch.css', 'utf8')).not.toMatch(/min-height: \d/)
  })
  it('go into layers, and names of widths become widths', async () => {
    const made = await postcss([styles()]).process('@media (--phone) { a { top: 0 } } @page { margin: 0 }', {
      from: '/x/src/kit/parts/A.vue',
    })
    expect(made.css).toContain('@layer base, parts, rooms, touch, drill')
    expect(made.css).toMatch(/@layer parts \{[\s\S]*@media \(max-width: 700px\)/)
    expect(made.css).toMatch(/\}\s*@page|@page[\s\S]*@layer parts/)
    await expect(
      postcss([styles()])
        .process('@media (--wide) { a { top: 0 } }', { from: '/x/src/a.css' })
        .then((one) => one.css),
    ).rejects.toThrow('wide')
  })
})
