import type { Schemas } from '@/base/wire/schemas'

type TeamRole = Exclude<Schemas['TeamRole'], null>

export const shelterSign = '避'
/** The character of a person with a task, by role; 志 where it is not known. */
export const teamSigns: Partial<Record<TeamRole, string>> = {
  secretary: '书',
  director: '主',
  'child-director': '童',
  'hazard-reporter': '报',
  'grid-chief': '网',
  'building-chief': '楼',
  'group-leader': '组',
  'unit-chief': '单',
  responder: '队',
  volunteer: '志',
}
export const anybody = '人'
