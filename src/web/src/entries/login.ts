import { start } from '@/start'
import Login from '@/pages/login/Login.vue'

start('login', Login, 'light')
