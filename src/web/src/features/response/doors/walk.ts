import { computed, ref } from 'vue'
import { owned } from '@/base/session/session'
import { useHere } from './here'
import { buildingsOf, orders, type Order } from './rows'

const keptOrder = 'team:order'
const choice = owned(() => ({ building: ref(''), order: ref<Order>((localStorage.getItem(keptOrder) as Order | null) ?? 'floor') }))

/** The doors in walking order: one building or all, from the top unless chosen otherwise. */
export function useWalk() {
  const [{ rows }, { building, order }] = [useHere(), choice()]
  const walk = computed(() => {
    const how = orders[order.value] ?? orders.floor
    // Buildings follow one another: nobody runs from roof to roof.
    return buildingsOf(rows.value)
      .filter((one) => !building.value || one.name === building.value)
      .flatMap((one) => [...one.rows].sort(how))
  })
  const chosen = computed({ get: () => order.value, set: (next) => localStorage.setItem(keptOrder, (order.value = next)) })
  return { building, order: chosen, walk }
}
