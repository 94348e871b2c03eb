import { createApp, h, type Component } from 'vue'
import '@/look/tokens.css'
import '@/look/base.css'
import '@/look/drill.css'
import '@/look/touch.css'
import { realm } from '@/realm/realm'
import { startTheme, type Theme } from '@/look/theme'
import NewVersion from '@/version/NewVersion.vue'
import { language, learn, t, words } from '@/words'

/** What every page's main.ts does. `flip` changes the theme and remembers it. */
export async function start(name: string, page: Component, firstTheme: Theme) {
  document.documentElement.lang = language()
  if (realm) document.documentElement.dataset.drill = ''
  const flip = startTheme(name, firstTheme)
  await learn(language())
  document.title = `${realm ? `${t('drill.drill')} · ` : ''}${t(`page.${name}`)} · ${t('common.product')}`
  const app = createApp({ render: () => [h(page), h(NewVersion)] })
  app.use(words)
  app.provide('flipTheme', flip)
  app.mount('#page')
}
