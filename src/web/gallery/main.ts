import { createApp } from 'vue'
import '@/base/look/tokens.css'
import '@/base/look/base.css'
import '@/base/look/drill.css'
import '@/base/look/touch.css'
import { startTheme } from '@/base/look/theme'
import { language, learn } from '@/base/words'
import Gallery from './Gallery.vue'

document.documentElement.lang = language()
startTheme('gallery', 'light')
await learn(language(), [])
createApp(Gallery).mount('#page')
