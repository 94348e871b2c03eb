import type { Component } from 'vue'
import { start } from '@/shell/start'
import '@/pages/paper/paper.css'
import { later } from '@/kit/parts/later'

/** The list of an incident, a list printed ahead of incidents, or a report. */
const query = new URLSearchParams(location.search)
const Sheet = later<Component>(() =>
  query.has('hazard-sheet')
    ? import('@/pages/paper/HazardSheetPaper.vue')
    : query.has('risk-cards')
      ? import('@/pages/paper/RiskCardsPaper.vue')
      : query.has('standing')
        ? import('@/pages/paper/StandingPaper.vue')
        : query.has('situation')
          ? import('@/pages/paper/SituationPaper.vue')
          : import('@/pages/paper/Paper.vue'),
)

start('paper', Sheet, 'light')
