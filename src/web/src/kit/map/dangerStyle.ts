import Fill from 'ol/style/Fill'
import RegularShape from 'ol/style/RegularShape'
import Stroke from 'ol/style/Stroke'
import Style from 'ol/style/Style'
import Text from 'ol/style/Text'
import { token } from '@/base/look/theme'
import { colour, style } from '@/kit/map/drawn'

export type DangerLook = 'danger' | 'late' | 'open'
const fills = { danger: 'danger', late: 'warn', open: 't2' } as const

/**
 * A risk point has one corner more than a hazard: the form gives the kind, the colour the state. @param corners 3 of a hazard, 4 of a risk
 * point
 */
export const dangerStyle = (look: DangerLook, corners: 3 | 4, name: string): Style =>
  style(
    `danger/${look}/${corners}/${name}`,
    () =>
      new Style({
        image: new RegularShape({
          points: corners,
          radius: look === 'danger' ? 11 : 9,
          fill: new Fill({ color: colour(fills[look]) }),
          stroke: new Stroke({ color: colour('land'), width: 2 }),
        }),
        ...(name
          ? {
              text: new Text({
                text: name,
                offsetY: 18,
                font: `600 12px ${token('font')}`,
                fill: new Fill({ color: colour('t1') }),
                stroke: new Stroke({ color: colour('land'), width: 3 }),
              }),
            }
          : {}),
      }),
  )
