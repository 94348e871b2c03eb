import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const acting = /<(?:a|button|RouterLink)\b[^>]*?\srole="(?:status|alert|note|log)"/g
const parts = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.vue'))

describe('what is pressed', () => {
  it('stays a link or a button for who hears it: what tells of itself stands around it', () => {
    expect(parts.length).toBeGreaterThan(100)
    const found = parts.flatMap((file) => [...readFileSync(`src/${file}`, 'utf8').matchAll(acting)].map(([tag]) => `${file}: ${tag}`))
    expect(found).toEqual([])
  })
})
