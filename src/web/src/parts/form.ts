import { computed, onBeforeUnmount, onMounted, reactive, ref } from 'vue'
import { Refused } from '@/api/http'
import { t } from '@/words'

type Wrong<V> = Partial<Record<keyof V & string, string>>
const copy = <V>(values: V): V => JSON.parse(JSON.stringify(values)) as V

/**
 * What is filled in and sent as one: sent once at a time, refused by field where the server names the field, and asked about before it is left unsaved.
 * @param check what the page itself holds against the values, by field, before anything is sent
 */
export function useForm<V extends object>(first: V, check: (values: V) => Wrong<V> = () => ({})) {
  const values = reactive(copy(first)) as V
  const kept = ref(JSON.stringify(first))
  const running = ref(false)
  const refused = ref('')
  const errors = ref<Wrong<V>>({})
  const dirty = computed(() => JSON.stringify(values) !== kept.value)

  function restore(next?: V) {
    if (next) kept.value = JSON.stringify(next)
    Object.assign(values, JSON.parse(kept.value))
    errors.value = {}
    refused.value = ''
  }
  async function submit(send: (values: V) => Promise<unknown>): Promise<boolean> {
    if (running.value) return false
    refused.value = ''
    errors.value = check(values)
    if (Object.keys(errors.value).length) return false
    running.value = true
    try {
      const sent = copy(values)
      await send(sent)
      kept.value = JSON.stringify(sent)
      return true
    } catch (fault) {
      errors.value = fieldsOf(fault, values)
      if (!Object.keys(errors.value).length)
        refused.value = fault instanceof Refused && !fault.unreached ? fault.message : t('common.unreached')
      return false
    } finally {
      running.value = false
    }
  }
  /** Whether one may go: nothing would be lost, or one was asked. */
  const mayLeave = () => !dirty.value || confirm(t('common.leaveUnsaved'))
  const leaving = (event: BeforeUnloadEvent) => {
    if (dirty.value) event.preventDefault()
  }
  onMounted(() => addEventListener('beforeunload', leaving))
  onBeforeUnmount(() => removeEventListener('beforeunload', leaving))
  return { values, dirty, running, refused, errors, submit, restore, mayLeave }
}
export type Filled<V extends object> = ReturnType<typeof useForm<V>>

/** A refusal's `errors`, as far as they speak of fields that are here. */
function fieldsOf<V extends object>(fault: unknown, values: V): Wrong<V> {
  const told = fault instanceof Refused ? fault.errors : {}
  const mine = Object.entries(told).filter(([name]) => name in values)
  return Object.fromEntries(mine.map(([name, sentences]) => [name, sentences.join(' ')])) as Wrong<V>
}
