import { ref } from 'vue'
import { Refused } from '@/base/api/http'
import { t } from '@/base/words'

/** Runs a dialog's act: one at a time, with the reason of a refusal; returns whether it went through. */
export function useAct() {
  const [running, refused] = [ref(false), ref('')]
  async function run(act: () => Promise<unknown>): Promise<boolean> {
    if (running.value) return false
    ;[running.value, refused.value] = [true, '']
    try {
      await act()
      return true
    } catch (fault) {
      refused.value = fault instanceof Refused && !fault.unreached ? fault.message : t('common.unreached')
      return false
    } finally {
      running.value = false
    }
  }
  return { running, refused, run }
}
