import type { Schemas } from '@/api/http'
import { lastsFor, when } from '@/parts/days'
import { t } from '@/words'

/** By when an order is to be done, and after how long somebody is called who has not read it. */
export const termsOf = ({
  deadline,
  unreadSeconds,
  deputySeconds,
}: Pick<Schemas['OrderShown'], 'deadline' | 'unreadSeconds' | 'deputySeconds'>) => [
  ...(deadline ? [t('order.until', { time: when(deadline) })] : []),
  unreadSeconds
    ? t('order.calledAfter', { unread: lastsFor(unreadSeconds * 1000), step: lastsFor(deputySeconds * 1000) })
    : t('order.calledNever'),
]
