import { computed } from 'vue'
import { postTo } from '@/base/api/address'
import { answer, api, session, type Schemas } from '@/base/api/http'
import { useHere } from '@/features/response/doors/here'
import { useKept } from '@/kit/outbox/useKept'
import { useOutbox } from '@/kit/outbox/useOutbox'
import { mayDo } from '@/base/session/may'
import { held } from '@/kit/queries/positions'

/** An order nobody here has answered yet, with its words. */
export type Waking = { light: Schemas['OrderLight']; text: string }

/** 叫应: unseen orders to the user's community or street. Until somebody answers, one after another is rung. */
export function useWaking() {
  const { account, unsent, taken, act } = useOutbox()
  const { onDivision } = useHere()
  const own = () => session.value?.scopes.map((scope) => scope.division) ?? []
  const may = computed(() => mayDo('order.see'))
  const orders = useKept(
    () => (may.value && account.value ? 'orders' : ''),
    async () => {
      const { items, position } = await answer(() => api.GET('/api/orders', { params: { query: { state: 'open', limit: 50 } } }))
      const mine = items.filter((one) => one.stage === 'sent' && own().includes(one.receiver))
      return held(
        await Promise.all(
          mine.map(async (light): Promise<Waking> => ({
            light,
            text: (await answer(() => api.GET('/api/orders/{orderId}', { params: { path: { orderId: light.order } } }))).text ?? '',
          })),
        ),
        position,
      )
    },
  )
  onDivision('order', ({ position }) => orders.soon(position))

  const entity = (light: Schemas['OrderLight']) => `order/${light.key}`
  const answered = computed(
    () => new Set([...unsent.value.filter((one) => !one.refused), ...taken.value.map((one) => one.act)].map((one) => one.entity)),
  )
  const waking = computed(() => (orders.data ?? []).filter((one) => !answered.value.has(entity(one.light))))
  /** 我醒了，我来: the light turns green and nobody else is rung; sent when there is network again. */
  const wake = ({ light }: Waking) =>
    act([
      {
        entity: entity(light),
        path: postTo('/api/orders/{orderId}/seen', { orderId: light.order }),
        body: { receiver: light.receiver },
        label: { word: 'outbox.woke', values: {} },
        marks: [],
      },
    ])
  return { asked: orders, waking, wake }
}
