import type { Schemas } from '@/api/http'
import { useOutbox } from '@/outbox/useOutbox'
import { t } from '@/words'
import { useHere } from './here'
import { calling, telling } from './marking'
import type { Number } from './people'
import type { Row } from './rows'

/** What is dialled on this phone writes itself down: hotlines in the incident's own story, residents at their door. No number of a resident is told. */
export function useDialled() {
  const { id } = useHere()
  const { note } = useOutbox()
  return {
    hotline: (number: string) => (id.value ? note([telling(id.value, t('task.dialled', { number }))]) : undefined),
    resident: (row: Row, one: Pick<Number, 'person' | 'to'>) => note([calling(id.value, row, one.person, one.to as Schemas['Callee'])]),
  }
}
