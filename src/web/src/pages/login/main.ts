import { start } from '@/start'
import Login from './Login.vue'

start('login', Login, 'light')
