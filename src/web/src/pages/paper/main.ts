import { start } from '@/start'
import './paper.css'
import Paper from './Paper.vue'

start('paper', Paper, 'light')
