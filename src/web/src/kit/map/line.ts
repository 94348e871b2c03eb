import Stroke from 'ol/style/Stroke'
import Style from 'ol/style/Style'
import { colour, style } from '@/kit/map/drawn'

/** A boundary's line. */
export const line = (name: string, width: number) =>
  style(`${name}/${width}`, () => new Style({ stroke: new Stroke({ color: colour(name), width }) }))
