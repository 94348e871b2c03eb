import type { AtRule, Plugin, Root } from 'postcss'
import { breakpoints } from './src/base/look/breakpoints.ts'

/** Order of the style layers, whatever the selectors: a room beats a part, a part beats the base, touch and drill beat all. */
const order = 'base, parts, rooms, touch, drill'

const layerOf = (file: string) => (/\/look\/(\w+)\.css/.exec(file) ? lookLayer(file) : file.includes('/src/kit/parts/') ? 'parts' : 'rooms')
const lookLayer = (file: string) => /\/(drill|touch)\.css/.exec(file)?.[1] ?? 'base'

/** Every style of ours goes into its layer, and the names of the widths become widths. */
export function styles(): Plugin {
  return {
    postcssPlugin: 'styles',
    AtRule: {
      media(rule: AtRule) {
        rule.params = rule.params.replace(/\(--(\w+)\)/g, (_, name: string) => `(max-width: ${widthOf(name)}px)`)
      },
    },
    OnceExit(root: Root, { AtRule }) {
      const file = root.source?.input.file?.replaceAll('\\', '/') ?? ''
      if (!file.includes('/src/') || file.includes('/node_modules/')) return
      // The touch layer comes last and must not make anything lower than its room sets it.
      if (layerOf(file) !== 'touch') root.walkDecls('min-height', (one) => void one.cloneAfter({ prop: '--high' }))
      const layer = new AtRule({ name: 'layer', params: layerOf(file) })
      // Rules for the paper's own sheets (@page) stay outside of every layer.
      layer.append(root.nodes.filter((one) => !(one.type === 'atrule' && one.name === 'page')))
      root.prepend(new AtRule({ name: 'layer', params: order }), layer)
    },
  }
}

function widthOf(name: string) {
  if (name in breakpoints) return breakpoints[name as keyof typeof breakpoints]
  throw new Error(`no width is called ${name}`)
}
