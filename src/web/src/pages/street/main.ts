import { start } from '@/start'
import Street from './Street.vue'

start('street', Street, 'light')
