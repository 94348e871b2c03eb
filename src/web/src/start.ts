import { createApp, h, type Component, type Plugin } from 'vue'
import '@/look/tokens.css'
import '@/look/base.css'
import '@/look/drill.css'
import '@/look/touch.css'
import { told } from '@/faults/faults'
import { useLeft } from '@/leaving/leaving'
import { startTheme, type Theme } from '@/look/theme'
import { sayInOwnWords } from '@/parts/native'
import { realm } from '@/realm/realm'
import { keepTitle } from '@/routing/title'
import Left from '@/shell/Left.vue'
import NewVersion from '@/version/NewVersion.vue'
import { language, need } from '@/words'

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
