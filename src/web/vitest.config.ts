import { defineConfig } from 'vitest/config'
import pages from './vite.config.ts'

export default defineConfig((env) => ({
  ...pages(env),
  test: { environment: 'happy-dom', setupFiles: ['tests/setup.ts'], include: ['tests/**/*.test.ts'] },
}))
