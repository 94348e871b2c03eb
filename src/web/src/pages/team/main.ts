import { byDevice } from '@/look/theme'
import { start } from '@/start'
import './phone.css'
import Team from './Team.vue'

start('team', Team, byDevice())
