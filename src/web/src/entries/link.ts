import { start } from '@/shell/start'
import Link from '@/pages/link/Link.vue'

start('link', Link, 'light')
