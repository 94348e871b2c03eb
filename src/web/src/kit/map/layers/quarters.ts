import { drawnGround } from '@/kit/map/drawnGround'

/** The grids and estates of a community beside the one being drawn. */
export const quarters = drawnGround('quarters', 45, 'map.layer.quarters')
