import type { Schemas } from '@/api/http'

type TeamRole = Exclude<Schemas['TeamRole'], null>

/** How the register calls a street of the city, other than a town or township. */
export const cityStreet = '街道'

/** 义阳社区居民委员会 is 义阳社区 on a map. */
export const shortName = (name: string) => name.replace(/(居民|村民)委员会$/, '')

export const shelterSign = '避'
/** The character of whoever has a task, by role; 志 where it is not known. */
export const teamSigns: Partial<Record<TeamRole, string>> = { secretary: '书', director: '主', 'child-director': '童', 'hazard-reporter': '报', 'grid-chief': '网', 'building-chief': '楼', 'group-leader': '组', 'unit-chief': '单', responder: '队', volunteer: '志' }
export const anybody = '人'
