import codes from './codes.json'

export type RoleName = keyof typeof codes.roles
export type MobilityName = keyof typeof codes.mobility

/** Words that registers write, by their keys. */
export const roles = codes.roles
export const mobility = codes.mobility
export const roleNames = Object.keys(roles) as RoleName[]
export const mobilityNames = Object.keys(mobility) as MobilityName[]
export const roleOf = (written: string) => roleNames.find((one) => roles[one] === written)
export const mobilityOf = (written: string) => mobilityNames.find((one) => mobility[one] === written)

export const capacities = ['unknown', 'full', 'limited', 'none'] as const
export const capacityOf = (written: string | null | undefined) => capacities.find((one) => one === written) ?? 'unknown'
