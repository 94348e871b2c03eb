import { expect, it } from 'vitest'
import { packsOf } from '@/across/readiness/standing'

it('names each rule pack with its version and whether it counts, a county’s own by its own name', () => {
  const duty = { pack: 'own-411502', packName: '浉河区补充规定' }
  const packs = [
    { id: 'xinyang', version: '2025-01', status: 'in-force', adopted: false },
    { id: 'hubei', version: '2026-03', status: 'draft', adopted: true },
    { id: 'own-411502', version: '1', status: 'local', adopted: false },
  ]
  const said = packsOf({ packs, duties: [duty] } as unknown as Parameters<typeof packsOf>[0])
  expect(said).toBe('信阳条例 2025-01（生效）、湖北草案 2026-03（自定标准）、浉河区补充规定 1（本地设定）')
})
