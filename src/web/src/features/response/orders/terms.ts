import type { Schemas } from '@/base/api/http'
import { lastsFor, when } from '@/kit/parts/days'
import { t } from '@/base/words'

/** Deadline of an order; while somebody has not read it, the time until they are called. */
export const termsOf = (
  { deadline, unreadSeconds, deputySeconds }: Pick<Schemas['OrderShown'], 'deadline' | 'unreadSeconds' | 'deputySeconds'>,
  unread: boolean,
) => [
  ...(deadline ? [t('order.until', { time: when(deadline) })] : []),
  ...(!unread
    ? []
    : unreadSeconds
      ? [t('order.calledAfter', { unread: lastsFor(unreadSeconds * 1000), step: lastsFor(deputySeconds * 1000) })]
      : [t('order.calledNever')]),
]
