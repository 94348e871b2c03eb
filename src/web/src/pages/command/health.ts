import { onScopeDispose, ref } from 'vue'
import { patiently } from '@/api/http'

/** Why nothing can be written at the moment, as the server says it; reading goes on. */
export function useTrouble() {
  const trouble = ref<string | null>(null)
  async function look() {
    try {
      const answer = await patiently(new Request('/health/ready', { cache: 'no-store' }))
      trouble.value = ((await answer.json()) as { trouble?: string | null }).trouble ?? null
    } catch {
      // Not reached at all: the live line says so.
    }
  }
  void look()
  const timer = setInterval(() => void look(), 5000)
  onScopeDispose(() => clearInterval(timer))
  return trouble
}
