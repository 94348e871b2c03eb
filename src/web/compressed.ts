import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

const texts = /\.(js|css|html|svg|json|webmanifest)$/
const least = 512

/** Writes a .br and a .gz beside each text of the build, so that the server compresses nothing while people wait. */
export function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      for (const [name, part] of Object.entries(bundle)) {
        const bytes = Buffer.from(part.type === 'chunk' ? part.code : part.source)
        if (!texts.test(name) || bytes.length < least) continue
        this.emitFile({ type: 'asset', fileName: `${name}.br`, source: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }) })
        this.emitFile({ type: 'asset', fileName: `${name}.gz`, source: gzipSync(bytes, { level: 9 }) })
      }
    },
  }
}
