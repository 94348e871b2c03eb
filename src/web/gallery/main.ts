import { createApp } from 'vue'
import '@/look/tokens.css'
import '@/look/base.css'
import '@/look/drill.css'
import '@/look/touch.css'
import { startTheme } from '@/look/theme'
import { language, learn } from '@/words'
import Gallery from './Gallery.vue'

document.documentElement.lang = language()
startTheme('gallery', 'light')
await learn(language(), [])
createApp(Gallery).mount('#page')
