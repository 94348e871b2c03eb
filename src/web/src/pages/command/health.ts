import { onScopeDispose, ref } from 'vue'
import { answer, api } from '@/base/api/http'
import { Asking, send } from '@/base/send/send'

/** Reason why nothing can be written at the moment, in the server's words (reading goes on), and whom to call then. */
export function useTrouble() {
  const [trouble, duty] = [ref<string | null>(null), ref<string | null>(null)]
  async function look() {
    try {
      const said = await send(new Asking('/health/ready', { cache: 'no-store' }))
      trouble.value = ((await said.json()) as { trouble?: string | null }).trouble ?? null
      // The server did not say whom to call: asked again with the next look.
      if (trouble.value && !duty.value) duty.value = (await answer(() => api.GET('/api/front', {}))).dutyPhone ?? null
    } catch {
      // Not reached at all: the live connection shows that.
    }
  }
  void look()
  const timer = setInterval(() => void look(), 5000)
  onScopeDispose(() => clearInterval(timer))
  return { trouble, duty }
}
