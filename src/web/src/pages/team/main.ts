import { byDevice } from '@/look/theme'
import { start } from '@/start'
import { openOffline } from '@/outbox/openOffline'
import './phone.css'
import Team from './Team.vue'

start('team', Team, byDevice())
openOffline()
