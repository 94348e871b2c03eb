import { byHour } from '@/look/theme'
import { start } from '@/start'
import Command from './Command.vue'

start('command', Command, byHour())
