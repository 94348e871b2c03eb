/** The longest side of an uploaded picture, in pixels: a paper stays legible, and a picture has about 300 kB. */
export const longestSide = 1600
const quality = 0.85

/** A stroke of the mask, in parts of the picture's width and height. */
export type Stroke = { x: number; y: number }[]
/** Width of a stroke, as a part of the longer side. */
export const strokeWidth = 0.06

/** Size of the scaled picture; a smaller one stays as it is. */
export function scaled(width: number, height: number, most = longestSide) {
  const by = Math.min(1, most / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * by)), height: Math.max(1, Math.round(height * by)) }
}

/** Draws a picture upright, and over it the covered parts. Only the visible pixels of the file are kept. */
export function draw(canvas: HTMLCanvasElement, picture: ImageBitmap, strokes: readonly Stroke[]) {
  const { width, height } = scaled(picture.width, picture.height)
  if (canvas.width !== width) canvas.width = width
  if (canvas.height !== height) canvas.height = height
  const pen = canvas.getContext('2d')!
  // Transparent pixels become white like paper, not black.
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, width, height)
  pen.drawImage(picture, 0, 0, width, height)
  pen.strokeStyle = '#000'
  pen.lineWidth = Math.max(width, height) * strokeWidth
  pen.lineCap = 'round'
  pen.lineJoin = 'round'
  for (const [first, ...rest] of strokes) {
    if (!first) continue
    pen.beginPath()
    pen.moveTo(first.x * width, first.y * height)
    for (const { x, y } of rest.length ? rest : [first]) pen.lineTo(x * width, y * height)
    pen.stroke()
  }
}

/** Encodes the visible picture as a new JPEG. */
export const jpegOf = (canvas: HTMLCanvasElement) =>
  new Promise<Blob>((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture could not be written'))), 'image/jpeg', quality),
  )

/** Turned by the camera's orientation. */
export const open = (file: Blob) => createImageBitmap(file, { imageOrientation: 'from-image' })
