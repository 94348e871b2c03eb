import { ref } from 'vue'
import { Refused } from '@/api/http'
import { t } from '@/words'

/** One act of a dialog: runs once at a time, says why it was refused, tells the caller whether it went through. */
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
