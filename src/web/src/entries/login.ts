import { start } from '@/shell/start'
import Login from '@/pages/login/Login.vue'

start('login', Login, 'light')
