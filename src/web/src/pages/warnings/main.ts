import { byHour } from '@/look/theme'
import { start } from '@/start'
import Warnings from './Warnings.vue'

start('warnings', Warnings, byHour())
