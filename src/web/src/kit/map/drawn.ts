import Icon from 'ol/style/Icon'
import Style from 'ol/style/Style'
import { token } from '@/base/look/theme'
import { radiusOf, wordsBelow, type Shares } from '@/kit/map/clusters'

const [cache, rings] = [new Map<string, Style>(), new Map<string, Style>()]
// Twice the number that a screen holds: in the course of a night there are thousands, and each is a picture.
const mostRings = 2000
/** A style is made once and kept until the theme changes: the map draws thousands of features a frame. */
export function style(key: string, make: () => Style, kept = cache): Style {
  let made = kept.get(key)
  if (!made) {
    if (kept === rings && rings.size >= mostRings) rings.delete(rings.keys().next().value!)
    kept.set(key, (made = make()))
  }
  return made
}
export const forget = () => {
  cache.clear()
  rings.clear()
  colours.clear()
}

const colours = new Map<string, string>()
export function colour(name: string, alpha = 1): string {
  const key = `${name}/${alpha}`
  let found = colours.get(key)
  if (!found) {
    // The built style sheet has #fff where ours has #ffffff.
    const written = token(name).slice(1)
    const hex = written.length === 3 ? [...written].map((digit) => digit + digit).join('') : written
    const [r, g, b] = [0, 2, 4].map((i) => parseInt(hex.slice(i, i + 2), 16))
    colours.set(key, (found = `rgba(${r},${g},${b},${alpha})`))
  }
  return found
}

const family = () => token('font')
const font = (size: number, weight: number) => `${weight} ${size}px ${family()}`
const ratio = () => (devicePixelRatio > 1 ? 2 : 1)

/**
 * A picture drawn by us, once and at the screen's own resolution, so that it is copied and not scaled. `middle` is the distance of its
 * place below its upper edge.
 */
export function picture(width: number, height: number, draw: (context: CanvasRenderingContext2D) => void, middle = height / 2): Icon {
  const [canvas, scale] = [document.createElement('canvas'), ratio()]
  canvas.width = Math.ceil(width) * scale
  canvas.height = Math.ceil(height) * scale
  const context = canvas.getContext('2d')!
  context.scale(scale, scale)
  draw(context)
  return new Icon({ img: canvas, width: Math.ceil(width), height: Math.ceil(height), anchor: [0.5, middle / Math.ceil(height)] })
}

type Words = { text: string; size: number; weight?: number; ink?: string }
const halo = 3
let ruler: CanvasRenderingContext2D | null | undefined
function widthOf({ text, size, weight = 400 }: Words): number {
  ruler ??= document.createElement('canvas').getContext('2d')
  ruler!.font = font(size, weight)
  return Math.ceil(ruler!.measureText(text).width) + 2 * halo
}
/** Pixels of a sign with its words below, as teams and shelters have them, to each side of its place. */
export const signExtent = (text: string) => ({
  side: Math.max(13, widthOf(below(text)) / 2),
  above: 13,
  below: 22 + heightOf(below(text)) / 2,
})
export const captionWidth = (text: string) => widthOf(below(text))
const below = (text: string): Words => ({ text, size: 12, weight: 600, ink: 't1' })
const heightOf = ({ size }: Words) => Math.ceil(size * 1.3) + 2 * halo

function write(context: CanvasRenderingContext2D, { text, size, weight = 400, ink = 't2' }: Words, x: number, y: number) {
  context.font = font(size, weight)
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.lineJoin = 'round'
  context.lineWidth = halo
  context.strokeStyle = colour('land')
  context.strokeText(text, x, y)
  context.fillStyle = colour(ink)
  context.fillText(text, x, y)
}

/** Words with a halo, as a picture: outlined text, drawn anew in each frame, costs more than all else on the map together. */
export const label = (words: Words) =>
  picture(widthOf(words), heightOf(words), (context) => write(context, words, widthOf(words) / 2, heightOf(words) / 2))

/** A sign with words below it (their middle `under` below its own), as one picture. */
function captioned(
  size: number,
  draw: (context: CanvasRenderingContext2D, size: number) => void,
  words: Words | undefined,
  under: number,
): Icon {
  if (!words?.text) return picture(size, size, (context) => draw(context, size))
  const width = Math.max(size, widthOf(words))
  return picture(
    width,
    size / 2 + under + heightOf(words) / 2,
    (context) => {
      context.save()
      context.translate((width - size) / 2, 0)
      draw(context, size)
      context.restore()
      write(context, words, width / 2, size / 2 + under)
    },
    size / 2,
  )
}

function plate(context: CanvasRenderingContext2D, size: number, round: number, fill: string, line: string, dashed = false) {
  context.beginPath()
  context.roundRect(2, 2, size - 4, size - 4, round)
  context.fillStyle = fill
  context.fill()
  context.setLineDash(dashed ? [3, 3] : [])
  context.lineWidth = 2
  context.strokeStyle = line
  context.stroke()
}

function sign(context: CanvasRenderingContext2D, size: number, text: string, ink: string, px: number) {
  context.font = `700 ${px}px ${family()}`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillStyle = ink
  context.fillText(text, size / 2, size / 2 + 0.5)
}

/** A person with a task: a disc; faded after a long silence. */
export const teamStyle = (character: string, age: 'now' | 'old', name: string) =>
  style(`team/${character}/${age}/${name}`, () => {
    const made = new Style({
      image: captioned(
        26,
        (context, size) => {
          plate(context, size, size / 2, colour('act'), colour('land'))
          sign(context, size, character, colour('bg1'), 13)
        },
        below(name),
        22,
      ),
      zIndex: 8,
    })
    if (age === 'old') made.getImage()!.setOpacity(0.5)
    return made
  })

/** A shelter: green where it suits, struck through where it is full, an outline where it does not suit this hazard. */
export const shelterStyle = (look: 'fit' | 'full' | 'unfit', name: string, character: string) =>
  style(
    `shelter/${look}/${name}`,
    () =>
      new Style({
        image: captioned(
          26,
          (context, size) => {
            plate(context, size, 4, look === 'unfit' ? colour('land') : colour('okbg'), look === 'unfit' ? colour('t3') : colour('land'))
            sign(context, size, character, look === 'unfit' ? colour('t3') : '#ffffff', 14)
            if (look === 'full') sign(context, size, '✕', colour('warn'), 22)
          },
          below(name),
          22,
        ),
        zIndex: 6,
      }),
  )

/** A thing on the ground: its sign in a disc, its name below. */
export const signStyle = (character: string, name: string) =>
  style(
    `sign/${character}/${name}`,
    () =>
      new Style({
        image: captioned(
          22,
          (context, size) => {
            plate(context, size, size / 2, colour('bg1'), colour('t1'))
            sign(context, size, character, colour('t1'), 12)
          },
          below(name),
          20,
        ),
        zIndex: 5,
      }),
  )

const parts = ['help', 'amber', 'unchecked', 'mute', 'okbg'] as const
/** A ring with the shares of the findings, in the middle the number left, or a tick. */
export const clusterStyle = (people: number, open: number, shares: Shares, caption: string) =>
  style(
    `cluster/${people}/${open}/${Object.values(shares).join()}/${caption}`,
    () => {
      const radius = radiusOf(people)
      return new Style({
        image: captioned(
          radius * 2 + 4,
          (context, size) => {
            const middle = size / 2
            context.beginPath()
            context.arc(middle, middle, radius, 0, 7)
            context.fillStyle = colour('bg1')
            context.fill()
            let from = -Math.PI / 2
            for (const part of parts) {
              const to = from + (shares[part] / people) * Math.PI * 2
              if (shares[part]) {
                context.beginPath()
                context.arc(middle, middle, radius - 4, from, to)
                context.lineWidth = 7
                context.strokeStyle = colour(part)
                context.stroke()
              }
              from = to
            }
            context.beginPath()
            context.arc(middle, middle, radius, 0, 7)
            context.lineWidth = 1.5
            context.strokeStyle = colour('t1')
            context.stroke()
            sign(context, size, open ? String(open) : '✓', colour('t1'), 17)
          },
          below(caption),
          radius + wordsBelow,
        ),
        zIndex: 7,
      })
    },
    rings,
  )

const atOnce = 40
let [drawnNow, later]: [number, (() => void) | undefined] = [0, undefined]
/**
 * A building with its name. Hundreds come into sight at once: a limited number of names is drawn in a frame, the others in the next, for
 * which `again` is called.
 */
export function buildingStyle(name: string, again: () => void): Style {
  const named = cache.get(`building/${name}`)
  if (named) return named
  if (name && ++drawnNow > atOnce) {
    if (!later)
      requestAnimationFrame(() => {
        drawnNow = 0
        later?.()
        later = undefined
      })
    later = again
    name = ''
  }
  return style(
    `building/${name}`,
    () =>
      new Style({
        image: captioned(14, (context, size) => plate(context, size, 2, colour('bg3'), colour('t3')), { text: name, size: 12 }, 15),
        zIndex: 5,
      }),
  )
}
