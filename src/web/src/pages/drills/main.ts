import { start } from '@/start'
import Drills from './Drills.vue'

start('drills', Drills, 'light')
