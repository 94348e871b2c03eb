import { onScopeDispose, ref, watch } from 'vue'
import { answer, api, patiently } from '@/api/http'

/** Why nothing can be written at the moment, as the server says it (reading goes on), and whom to call then. */
export function useTrouble() {
  const [trouble, duty] = [ref<string | null>(null), ref<string | null>(null)]
  async function look() {
    try {
      const said = await patiently(new Request('/health/ready', { cache: 'no-store' }))
      trouble.value = ((await said.json()) as { trouble?: string | null }).trouble ?? null
    } catch {
      // Not reached at all: the live line says so.
    }
  }
  watch(trouble, async (now) => {
    if (now && !duty.value) duty.value = (await answer(() => api.GET('/api/front', {})).catch(() => undefined))?.dutyPhone ?? null
  })
  void look()
  const timer = setInterval(() => void look(), 5000)
  onScopeDispose(() => clearInterval(timer))
  return { trouble, duty }
}
