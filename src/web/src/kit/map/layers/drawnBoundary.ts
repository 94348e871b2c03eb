import { drawnGround } from '@/kit/map/drawnGround'

/** A boundary as it is drawn, before it is kept. */
export const drawnBoundary = drawnGround('drawnBoundary', 46, 'map.layer.drawnBoundary')
