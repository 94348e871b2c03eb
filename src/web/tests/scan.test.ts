import { afterEach, expect, it, vi } from 'vitest'
import { encode } from 'uqr'
import { reader } from '@/features/means/stock/scan'

/** Picture before the camera: grey by place, in parts of its sides. */
type Seen = { videoWidth: number; videoHeight: number; grey: (x: number, y: number) => number }
const label = 'https://emergency.example/store/lot/0190-ab12'

/** A label held before the camera, a little to the side; its modules as `uqr` prints them on labels. */
function held(text: string, videoWidth = 1280, videoHeight = 720): Seen {
  const { data, size } = encode(text, { border: 4 })
  const side = Math.min(videoWidth, videoHeight) * 0.66
  const grey = (x: number, y: number) => {
    const [row, column] = [Math.floor(((y - 0.1) * videoHeight * size) / side), Math.floor(((x - 0.3) * videoWidth * size) / side)]
    return data[row]?.[column] ? 20 : 235
  }
  return { videoWidth, videoHeight, grey }
}
/** Out of focus: each point is the mean of those around it. */
function blurred(seen: Seen, by: number): Seen {
  const grey = (x: number, y: number) => {
    let sum = 0
    for (let dx = -2; dx <= 2; dx++) for (let dy = -2; dy <= 2; dy++) sum += seen.grey(x + (dx * by) / 2, y + ((dy * by) / 2) * (16 / 9))
    return sum / 25
  }
  return { ...seen, grey }
}

/** A brush that remembers its settings, as a canvas does; none here draws. */
function canvasOf(looked: { width: number; height: number }[] = []) {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation((() => {
    let now: Seen | undefined
    return {
      drawImage: (from: unknown) => (now = from as Seen),
      getImageData: (_x: number, _y: number, width: number, height: number) => {
        looked.push({ width, height })
        const data = new Uint8ClampedArray(width * height * 4)
        for (let y = 0; y < height; y++)
          for (let x = 0; x < width; x++)
            data.fill(now!.grey((x + 0.5) / width, (y + 0.5) / height), (y * width + x) * 4, (y * width + x) * 4 + 3)
        for (let n = 3; n < data.length; n += 4) data[n] = 255
        return { data, width, height }
      },
    }
  }) as never)
}
const read = async (seen: Seen) => (await reader())(seen as unknown as HTMLVideoElement)
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

it('reads a label from a large picture, in so many points as an old phone looks at quickly', async () => {
  const looked: { width: number; height: number }[] = []
  canvasOf(looked)
  expect(await read(held(label))).toBe(label)
  expect(looked).toEqual([{ width: 640, height: 360 }])
  expect(await read(held(label, 480, 640))).toBe(label)
  expect(looked[1]).toEqual({ width: 480, height: 640 })
})

it('still reads what is a little out of focus, and reads nothing where there is nothing to read', async () => {
  canvasOf()
  expect(await read(blurred(held(label), 0.002))).toBe(label)
  expect(await read(blurred(held(label), 0.05))).toBeUndefined()
  expect(await read({ videoWidth: 640, videoHeight: 480, grey: () => 180 })).toBeUndefined()
})

it('waits for a camera that shows no picture yet', async () => {
  canvasOf()
  expect(await read({ ...held(label), videoWidth: 0 })).toBeUndefined()
})

it('asks the browser where it reads such codes by itself, and says nothing of what it cannot look at', async () => {
  const detect = vi
    .fn<() => Promise<{ rawValue: string }[]>>()
    .mockResolvedValueOnce([{ rawValue: label }])
    .mockResolvedValueOnce([])
  class Detector {
    static getSupportedFormats = () => Promise.resolve(['qr_code'])
    detect = detect.mockRejectedValueOnce(new Error('the source is not ready'))
  }
  vi.stubGlobal('BarcodeDetector', Detector)
  const canvas = vi.spyOn(HTMLCanvasElement.prototype, 'getContext')
  const look = await reader()
  const from = held(label) as unknown as HTMLVideoElement
  expect(await look(from)).toBe(label)
  expect(await look(from)).toBeUndefined()
  expect(await look(from)).toBeUndefined()
  expect(canvas).not.toHaveBeenCalled()
})

it('reads by itself where the browser knows other codes only', async () => {
  class Detector {
    static getSupportedFormats = () => Promise.resolve(['ean_13'])
    detect = () => Promise.resolve([])
  }
  vi.stubGlobal('BarcodeDetector', Detector)
  canvasOf()
  expect(await read(held(label))).toBe(label)
})
