import { start } from '@/shell/start'
import '@/pages/report/report.css'
import Report from '@/pages/report/Report.vue'

start('report', Report, 'light')
