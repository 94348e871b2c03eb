import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const texts = /\.(js|css|html|svg|json|webmanifest)$/
const least = 512
const [brotli, zip] = [promisify(brotliCompress), promisify(gzip)]

/** Writes a .br and a .gz beside each text of the build, so that the server compresses nothing while people wait. */
export function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    // Read from the folder: placeholders that the bundler fills in last, such as the chunks a page loads later, are complete only in the
    // files.
    async writeBundle({ dir }, bundle) {
      await Promise.all(
        Object.keys(bundle)
          .filter((name) => texts.test(name))
          .map((name) => compress(join(dir!, name))),
      )
    },
  }
}

async function compress(file: string) {
  const bytes = await readFile(file)
  if (bytes.length < least) return
  await writeFile(`${file}.br`, await brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }))
  await writeFile(`${file}.gz`, await zip(bytes, { level: 9 }))
}
