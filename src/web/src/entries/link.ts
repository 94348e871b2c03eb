import { start } from '@/start'
import Link from '@/pages/link/Link.vue'

start('link', Link, 'light')
