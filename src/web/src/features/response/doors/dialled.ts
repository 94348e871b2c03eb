import type { Schemas } from '@/base/api/http'
import { useOutbox } from '@/kit/outbox/useOutbox'
import { t } from '@/base/words'
import { useHere } from './here'
import { calling, telling } from './marking'
import type { Number } from './people'
import type { Row } from './rows'

/**
 * Records calls dialled on this phone: hotlines in the incident's timeline, residents at their door. No number of a resident is recorded.
 */
export function useDialled() {
  const { id } = useHere()
  const { note } = useOutbox()
  return {
    hotline: (number: string) => (id.value ? note([telling(id.value, t('task.dialled', { number }))]) : undefined),
    resident: (row: Row, one: Pick<Number, 'person' | 'to'>) => note([calling(id.value, row, one.person, one.to as Schemas['Callee'])]),
  }
}
