/** Reads codes from a camera picture: by the browser where it can, else by a program that is loaded when needed. */
type Detected = { rawValue: string }
type Detector = { detect: (from: HTMLVideoElement) => Promise<Detected[]> }
type WithDetector = { BarcodeDetector?: { new (how: { formats: string[] }): Detector; getSupportedFormats?: () => Promise<string[]> } }

export type Reader = (from: HTMLVideoElement) => Promise<string | undefined>

/** Number of points in a line at which a picture is examined: enough for a label at arm's length, quick on an old phone. */
const most = 640

export async function reader(): Promise<Reader> {
  const own = (globalThis as WithDetector).BarcodeDetector
  if (own && (await own.getSupportedFormats?.().catch((): string[] => []))?.includes('qr_code')) {
    const detector = new own({ formats: ['qr_code'] })
    return async (from) => (await detector.detect(from).catch(() => []))[0]?.rawValue
  }
  const { default: read } = await import('jsqr')
  const canvas = document.createElement('canvas')
  const brush = canvas.getContext('2d', { willReadFrequently: true })
  return async (from) => {
    if (!brush || !from.videoWidth) return undefined
    const scale = Math.min(1, most / from.videoWidth)
    canvas.width = Math.round(from.videoWidth * scale)
    canvas.height = Math.round(from.videoHeight * scale)
    brush.drawImage(from, 0, 0, canvas.width, canvas.height)
    const { data, width, height } = brush.getImageData(0, 0, canvas.width, canvas.height)
    return read(data, width, height, { inversionAttempts: 'dontInvert' })?.data
  }
}
