import { unreadOf, useEach } from '@/queries/each'
import { useRead } from '@/queries/read'
import { t } from '@/words'

/** How often an order is read again while its receivers see it one after another; milliseconds. */
const pace = 1_000

/** What these orders say, and what came back: each is read when it is first shown, and again when something came to it. */
export function useOrderTexts(ids: () => Iterable<string>) {
  const texts = useEach(ids, (id) => useRead('/api/orders/{orderId}', () => ({ path: { orderId: id } }), { pace }))
  return {
    of: (id: string) => texts.get(id)?.data,
    /** An order whose text was not read is not one without a text. */
    title: (id: string) => texts.get(id)?.data?.text ?? t(texts.get(id)?.refused ? 'order.textUnread' : 'order.order'),
    changed: (id: string) => void texts.get(id)?.ask(),
    unread: unreadOf(texts),
  }
}
