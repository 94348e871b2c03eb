import Fill from 'ol/style/Fill'
import Icon from 'ol/style/Icon'
import Stroke from 'ol/style/Stroke'
import Style from 'ol/style/Style'
import Text from 'ol/style/Text'
import { token } from '@/look/theme'
import type { Shares } from './clusters'

const cache = new Map<string, Style>()
/** A style is made once and kept until the theme changes: the map draws thousands of features a frame. */
export function style(key: string, make: () => Style): Style {
  let made = cache.get(key)
  if (!made) cache.set(key, (made = make()))
  return made
}
export const forget = () => (cache.clear(), colours.clear())

const colours = new Map<string, string>()
export function colour(name: string, alpha = 1): string {
  const key = `${name}/${alpha}`
  let found = colours.get(key)
  if (!found) {
    const hex = token(name).slice(1)
    const [r, g, b] = [0, 2, 4].map((i) => parseInt(hex.slice(i, i + 2), 16))
    colours.set(key, (found = `rgba(${r},${g},${b},${alpha})`))
  }
  return found
}

const family = () => token('font')
export const label = (text: string, size: number, weight = 400, colourName = 't2', dy = 0) =>
  new Text({ text, font: `${weight} ${size}px ${family()}`, fill: new Fill({ color: colour(colourName) }), stroke: new Stroke({ color: colour('land'), width: 3 }), offsetY: dy, overflow: true })

/** A picture of our own, drawn once. */
export function picture(size: number, draw: (context: CanvasRenderingContext2D, size: number) => void): Icon {
  const [canvas, scale] = [document.createElement('canvas'), 2]
  canvas.width = canvas.height = size * scale
  const context = canvas.getContext('2d')!
  context.scale(scale, scale)
  draw(context, size)
  return new Icon({ img: canvas, width: size, height: size, declutterMode: 'obstacle' })
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

/** Somebody with a task: a disc; faded where nothing was heard for long. */
export const teamStyle = (character: string, age: 'now' | 'old', name: string) =>
  style(`team/${character}/${age}/${name}`, () => {
    const made = new Style({ image: picture(26, (context, size) => (plate(context, size, size / 2, colour('act'), colour('land')), sign(context, size, character, colour('bg1'), 13))), text: name ? label(name, 12, 600, 't1', 22) : undefined, zIndex: 8 })
    if (age === 'old') made.getImage()!.setOpacity(0.5)
    return made
  })

/** A shelter: green where it suits, struck through where it is full, an outline where it does not suit this hazard. */
export const shelterStyle = (look: 'fit' | 'full' | 'unfit', name: string, character: string) =>
  style(`shelter/${look}/${name}`, () => new Style({
    image: picture(26, (context, size) => {
      plate(context, size, 4, look === 'unfit' ? colour('land') : colour('okbg'), look === 'unfit' ? colour('t3') : colour('land'))
      sign(context, size, character, look === 'unfit' ? colour('t3') : '#ffffff', 14)
      if (look === 'full') sign(context, size, '✕', colour('warn'), 22)
    }),
    text: name ? label(name, 12, 600, 't1', 22) : undefined,
    zIndex: 6,
  }))

const parts = ['help', 'amber', 'unchecked', 'mute', 'okbg'] as const
/** A ring with the shares of what was found, in the middle how many are left, or a tick. */
export const clusterStyle = (people: number, open: number, shares: Shares, below: string) =>
  style(`cluster/${Object.values(shares).join()}/${below}`, () => {
    const radius = people > 9 ? 27 : 21
    return new Style({
      image: picture(radius * 2 + 4, (context, size) => {
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
      }),
      text: label(below, 12, 600, 't1', radius + 11),
      zIndex: 7,
    })
  })

export const buildingStyle = (name: string) =>
  style(`building/${name}`, () => new Style({ image: picture(14, (context, size) => plate(context, size, 2, colour('bg3'), colour('t3'))), text: name ? label(name, 12, 400, 't2', 15) : undefined, zIndex: 5 }))
