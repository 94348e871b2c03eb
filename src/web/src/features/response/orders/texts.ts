import { unreadOf, useEach } from '@/kit/queries/each'
import { useRead } from '@/kit/queries/read'
import { t } from '@/base/words'

/** Shortest interval at which an order is loaded again while its receivers see it one after another; milliseconds. */
const pace = 1_000

/** Texts of these orders and the answers: each is loaded when it is first shown, and again on a change. */
export function useOrderTexts(ids: () => Iterable<string>) {
  const texts = useEach(ids, (id) => useRead('/api/orders/{orderId}', () => ({ path: { orderId: id } }), { pace }))
  return {
    of: (id: string) => texts.get(id)?.data,
    /** An order whose text could not be loaded differs from one without a text. */
    title: (id: string) => texts.get(id)?.data?.text ?? t(texts.get(id)?.refused ? 'order.textUnread' : 'order.order'),
    changed: (id: string) => void texts.get(id)?.ask(),
    unread: unreadOf(texts),
  }
}
