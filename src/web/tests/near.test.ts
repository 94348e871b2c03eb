import { describe, expect, it, vi } from 'vitest'
import { isNear, nearDoor } from '@/features/care/visits/near'
import { atDoor, madeAct, missedAct, type VisitHere } from '@/features/care/visits/walk'

const door = { lon: 114.07, lat: 32.11 }
const visit = {
  personId: '0198f1a2-0000-7000-8000-000000000001',
  community: '411502001001',
  door: { grid: 'G1', building: '1号楼', unit: '1单元', floor: 3, room: '301' },
  at: door,
} as unknown as VisitHere

describe('Being at a door', () => {
  it('is told within 100 m of it, and not where the phone does not know its place', () => {
    expect(isNear({ lon: 114.0705, lat: 32.1104 }, 20, door)).toBe('yes')
    expect(isNear({ lon: 114.0712, lat: 32.11 }, 20, door)).toBe('no')
    expect(isNear(door, 140, door)).toBe('unsure')
  })

  it('sends yes and nothing of where, and of a visit by telephone nothing at all', async () => {
    const here = { longitude: 114.070123, latitude: 32.110123, accuracy: 9 }
    vi.stubGlobal('isSecureContext', true)
    vi.stubGlobal('navigator', {
      ...navigator,
      geolocation: { getCurrentPosition: (tell: (at: unknown) => void) => tell({ coords: here }) },
    })
    expect(await nearDoor(door)).toBe('yes')
    const act = atDoor(madeAct(visit, { means: 'door' }))
    expect(act.body).toMatchObject({ nearDoor: true, means: 'door' })
    const sent = JSON.stringify(act)
    for (const trace of ['114.07', '32.11', 'lon', 'lat', 'accuracy', 'coords']) expect(sent).not.toContain(trace)
    expect(atDoor(madeAct(visit, { means: 'phone' })).body).not.toHaveProperty('nearDoor')
    expect(atDoor(missedAct(visit, 'out', {})).body).not.toHaveProperty('nearDoor')
    vi.unstubAllGlobals()
  })
})
