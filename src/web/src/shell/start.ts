import { createApp, h, type Component, type Plugin } from 'vue'
import '@/base/look/tokens.css'
import '@/base/look/base.css'
import '@/base/look/drill.css'
import '@/base/look/touch.css'
import { told } from '@/base/faults/faults'
import { useLeft } from '@/kit/leaving/leaving'
import { startTheme, type Theme } from '@/base/look/theme'
import { sayInOwnWords } from '@/kit/parts/native'
import { realm } from '@/base/realm/realm'
import { keepTitle } from '@/kit/routing/title'
import Left from '@/shell/Left.vue'
import NewVersion from '@/base/version/NewVersion.vue'
import { language, need } from '@/base/words'

/** Starts every entry: language, the frame of a drill, the last handler of faults, and the bar for a new version. */
export async function mount(root: () => ReturnType<typeof h>, setup: () => void = () => undefined, plugins: readonly Plugin[] = []) {
  document.documentElement.lang = language()
  sayInOwnWords(document)
  if (realm) document.documentElement.dataset.drill = ''
  const app = createApp({
    setup() {
      setup()
      const left = useLeft()
      return () => (left.value ? [h(Left, { to: left.value })] : [root(), h(NewVersion)])
    },
  })
  told(app)
  for (const plugin of plugins) app.use(plugin)
  app.mount('#page')
}

/** An entry that is one page. `flip` of the theme is remembered under its name. */
export async function start(name: 'login' | 'link' | 'paper' | 'report', page: Component, firstTheme: Theme) {
  startTheme(name, firstTheme)
  await need(name)
  await mount(
    () => h(page),
    () => keepTitle(() => `page.${name}`),
  )
}
