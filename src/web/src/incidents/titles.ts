import { t } from '@/words'
import type { Shown } from './desk'
import type { IncidentLight } from '@/lights/lights'

/** What an incident is called: its title where one may read it, else its kind. */
export const titleOf = (light: IncidentLight, shown: Shown | undefined) =>
  shown?.title || t(`incident.category.${light.category ?? 'other'}`)
