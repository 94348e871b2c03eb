import type { Schemas } from '@/base/api/http'
import { t } from '@/base/words'

type Door = Pick<Schemas['DoorShown'], 'unit' | 'room' | 'floor' | 'building' | 'grid'>

/** 2单元 1402; the floor where there is no room. */
export function placeOf({ unit, room, floor, building, grid }: Door): string {
  const within = [unit, room].filter(Boolean).join(' ') || (floor ? t('door.floor', { n: floor }) : '')
  return within || building || grid || t('door.somewhere')
}

/** 6号楼 2单元 1402. */
export const wholePlaceOf = (door: Door) =>
  [door.building, placeOf(door)].filter((part, i, all) => part && all.indexOf(part) === i).join(' ')
