import { fileURLToPath } from 'node:url'
import { readdirSync } from 'node:fs'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { budgets } from './budgets.ts'
import { groups, noRings } from './chunks.ts'
import { compressed } from './compressed.ts'
import { pages as tableOfPages } from './pages.ts'
import { shell } from './shell.ts'
import { styles } from './styles.ts'
import { wordsFor, wordsOfPages } from './words.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const server = process.env.EMERGENCY_SERVER ?? 'http://127.0.0.1:5080'

/** Each *.html beside this file is an entry, a page of its own. */
const pages = readdirSync(here('.')).filter((name) => name.endsWith('.html'))

/**
 * Mode `packed` writes compressed forms beside the files and checks the budgets: published folders and checks want both, a first start
 * neither.
 */
export default defineConfig(({ mode }) => ({
  plugins: [
    vue(),
    tableOfPages(),
    wordsOfPages(),
    shell('team', 'phone', () => wordsFor('phone', 'pages/phone.ts')),
    noRings(),
    ...(mode === 'packed' ? [compressed(), budgets()] : []),
  ],
  define: { __VUE_OPTIONS_API__: false, __INTLIFY_DROP_MESSAGE_COMPILER__: false, __INTLIFY_PROD_DEVTOOLS__: false },
  // Sentences come to the browser compiled: it needs no compiler.
  resolve: { alias: { '@': here('./src') } },
  css: { postcss: { plugins: [styles()] } },
  build: {
    target: 'es2022',
    // The content security policy allows no inline script and no data: script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      // A part that is opened later may share a file that is loaded already: chunks.ts decides this.
      checks: { ineffectiveDynamicImport: false },
      input: Object.fromEntries(pages.map((name) => [name.replace('.html', ''), here(name)])),
      // A page names each file that it may load: short names weigh less on a phone.
      output: { chunkFileNames: 'assets/[hash:8].js', codeSplitting: groups() },
    },
  },
  // The host stays as the browser sees it: the server compares it with the origin of a write.
  server: {
    fs: { allow: [here('..')] },
    proxy: { '/api': { target: server, changeOrigin: false }, '/health': server, '/live': { target: server, ws: true } },
  },
}))
