import { start } from '@/start'
import './report.css'
import Report from './Report.vue'

start('report', Report, 'light')
