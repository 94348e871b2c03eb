import VectorTileLayer from 'ol/layer/VectorTile'
import CanvasTileLayerRenderer from 'ol/renderer/canvas/TileLayer'
import CanvasVectorTileLayerRenderer from 'ol/renderer/canvas/VectorTileLayer'
import { getUid } from 'ol/util'
import type VectorRenderTile from 'ol/VectorRenderTile'

type Drawn = Parameters<CanvasVectorTileLayerRenderer['drawTile']>

/** Milliseconds of a frame for repainting tiles; at least one tile is repainted. */
const budget = 4

/** Paints a few new tiles in a frame and the others in the next ones: all at once they would hold up a hand that drags the map. */
class Spreading extends CanvasVectorTileLayerRenderer {
  /** Resolution at which a tile was painted last. */
  private readonly painted = new WeakMap<VectorRenderTile, number>()
  private frame = -1
  private spent = 0

  override drawTile(...drawn: Drawn) {
    const [tile, frame] = drawn
    if (this.frame !== frame.index) [this.frame, this.spent] = [frame.index, 0]
    const anew = this.painted.get(tile) !== tile.wantedResolution
    if (anew && this.spent > budget) return this.later(...drawn)
    const began = performance.now()
    super.drawTile(...drawn)
    if (!anew) return
    this.spent += performance.now() - began
    this.painted.set(tile, tile.wantedResolution!)
  }

  /** Until its turn comes a tile is shown in its old state, if there is one. */
  private later(...drawn: Drawn) {
    const [tile, frame] = drawn
    tile.executorGroups[getUid(this.getLayer())] ??= []
    if (this.painted.has(tile)) CanvasTileLayerRenderer.prototype['drawTile'].apply(this, drawn)
    frame.animate = true
  }
}

/** A vector tile layer that is painted in this way. */
export class SpreadLayer extends VectorTileLayer {
  override createRenderer() {
    return new Spreading(this, {})
  }
}
