import { onMounted, onScopeDispose, ref, watch, type Ref } from 'vue'
import { answer, api, Refused } from '@/base/api/http'
import { owned } from '@/base/session/session'
import type { Mine } from './useMine'

const all = owned(() => new Set<string>())

/**
 * Reports to the server, once for each task of a card, that it was visible: half of the card on a screen that is on. A list in the
 * background reports nothing.
 */
export function useNotice(card: Readonly<Ref<HTMLElement | undefined>>, shown: () => readonly Mine[]) {
  const [before, told] = [ref(false), all()]
  const watcher = new IntersectionObserver(([entry]) => (before.value = entry!.isIntersecting), { threshold: 0.5 })
  const tell = () => Promise.all(shown().map(tellOf))
  async function tellOf(one: Mine) {
    const { task, noticed } = one.task
    if (!before.value || document.hidden || noticed || one.state !== 'open' || told.has(task.id)) return
    told.add(task.id)
    try {
      await answer(() =>
        api.POST('/api/incidents/{id}/tasks/{taskId}/notice', { params: { path: { id: task.incident, taskId: task.id } } }),
      )
    } catch (refusal) {
      // Not reached: it is shown when the list is next loaded from the server.
      if (refusal instanceof Refused && refusal.passing) told.delete(task.id)
    }
  }
  onMounted(() => card.value && watcher.observe(card.value))
  watch([before, shown], tell)
  document.addEventListener('visibilitychange', tell)
  onScopeDispose(() => {
    watcher.disconnect()
    document.removeEventListener('visibilitychange', tell)
  })
}
