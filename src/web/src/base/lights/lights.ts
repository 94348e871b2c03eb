import type { Schemas } from '@/base/wire/schemas'

export type IncidentLight = Schemas['IncidentLight']
export type FiguresLight = Schemas['FiguresLight']
export type TaskLight = Schemas['TaskLight']
export type OrderLight = Schemas['OrderLight']
export type HandoverLight = Schemas['HandoverLight']
export type GoodsLight = Schemas['GoodsLight']
export type Found = FiguresLight['found']
export type Row = FiguresLight['atRisk']

/** A line to a hotline as it is broadcast. */
export type LinkLight = { hotline: string; link: 'up' | 'down' | 'voice' | 'asking'; since: string; dial: string; turned?: string | null }
/** Position of somebody with a task: a role, no name. */
export type StandingLight = {
  member?: string
  role?: string
  incident: string
  community: string
  point: { lon: number; lat: number }
  accuracy?: number
  at: string
}

/** True while work at doors and tasks is still going on. */
export const isOpen = (light: IncidentLight | undefined) =>
  light?.stage === 'active' || light?.stage === 'contained' || light?.stage === 'scene-ended'
export const isTaskOpen = (task: TaskLight) => task.state === 'open' || task.state === 'taken' || task.state === 'arrived'
