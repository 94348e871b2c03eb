import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { styles } from '../styles.ts'
import { wordsOfPages } from '../words.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The pages of the benchmarks of the map and of the desk, built by these alone: nothing of them is in the product. */
export default defineConfig({
  root: here('.'),
  base: '/bench/',
  publicDir: false,
  plugins: [vue(), wordsOfPages()],
  define: { __VUE_OPTIONS_API__: false, __INTLIFY_DROP_MESSAGE_COMPILER__: false },
  resolve: { alias: { '@': here('../src') } },
  css: { postcss: { plugins: [styles()] } },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: { map: here('map.html'), desk: here('desk.html') } },
  },
})
