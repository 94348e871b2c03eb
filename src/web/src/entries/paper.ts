import { start } from '@/start'
import '@/pages/paper/paper.css'
import Paper from '@/pages/paper/Paper.vue'

start('paper', Paper, 'light')
