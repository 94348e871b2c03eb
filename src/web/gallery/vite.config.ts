import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { styles } from '../styles.ts'
import { wordsOfPages } from '../words.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The parts in all their states, built beside the pages and for the tests alone: nothing of it is in the product. */
export default defineConfig({
  root: here('.'),
  base: '/gallery/',
  publicDir: false,
  plugins: [vue(), wordsOfPages()],
  define: { __VUE_OPTIONS_API__: false, __INTLIFY_DROP_MESSAGE_COMPILER__: false },
  resolve: { alias: { '@': here('../src') } },
  css: { postcss: { plugins: [styles()] } },
  build: { outDir: here('../obj/gallery'), emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
})
