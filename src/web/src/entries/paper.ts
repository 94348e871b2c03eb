import type { Component } from 'vue'
import { start } from '@/start'
import '@/pages/paper/paper.css'
import { later } from '@/parts/later'

/** The list of an incident, or one that is printed before anything happens. */
const standing = new URLSearchParams(location.search).has('standing')
const Sheet = later<Component>(() => (standing ? import('@/pages/paper/StandingPaper.vue') : import('@/pages/paper/Paper.vue')))

start('paper', Sheet, 'light')
