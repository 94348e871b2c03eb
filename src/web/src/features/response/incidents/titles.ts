import { t } from '@/base/words'
import type { Shown } from './desk'
import type { IncidentLight } from '@/base/lights/lights'

/** Name of an incident: its title where the user may see it, else its kind. */
export const titleOf = (light: IncidentLight, shown: Shown | undefined) =>
  shown?.title || t(`incident.category.${light.category ?? 'other'}`)
