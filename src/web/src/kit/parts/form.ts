import { computed, onBeforeUnmount, onMounted, reactive, ref } from 'vue'
import { Refused } from '@/base/api/http'
import { t } from '@/base/words'

export type Wrong<V> = Partial<Record<keyof V & string, string>>
const copy = <V>(values: V): V => JSON.parse(JSON.stringify(values)) as V

/**
 * State of a form: submitted once at a time, refused by field where the server names the field, and a question before unsaved values are
 * left.
 * @param check the page's own errors in the values, by field, before anything is sent
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
  /** True when the page itself finds no error in the values; errors stand at their fields. */
  function holds(): boolean {
    refused.value = ''
    errors.value = check(values)
    return !Object.keys(errors.value).length
  }
  async function submit(send: (values: V) => Promise<unknown>): Promise<boolean> {
    if (running.value || !holds()) return false
    running.value = true
    try {
      const sent = copy(values)
      await send(sent)
      kept.value = JSON.stringify(sent)
      return true
    } catch (fault) {
      const { fields, others } = fieldsOf(fault, first)
      errors.value = fields
      if (others || !Object.keys(fields).length)
        refused.value = fault instanceof Refused && !fault.unreached ? fault.message : t('common.unreached')
      return false
    } finally {
      running.value = false
    }
  }
  /** True when the form can be left: nothing would be lost, or the user agreed. */
  const mayLeave = () => !dirty.value || confirm(t('common.leaveUnsaved'))
  const leaving = (event: BeforeUnloadEvent) => {
    if (dirty.value) event.preventDefault()
  }
  onMounted(() => addEventListener('beforeunload', leaving))
  onBeforeUnmount(() => removeEventListener('beforeunload', leaving))
  return { values, dirty, running, refused, errors, holds, submit, restore, mayLeave }
}
export type Filled<V extends object> = ReturnType<typeof useForm<V>>

/**
 * The server's errors in a body, item by item: "$.person.phones[0]: at most 100 characters". The place is the field's name, or lies in it.
 */
const told = /^\$\.([\w.[\]]+): (.*)$/
function sentenceOf(fault: string): string {
  const most = /^at most (\d+) characters$/.exec(fault)
  if (most) return t('common.most', { n: most[1] })
  return t(fault === 'needed' ? 'common.needed' : 'common.notTaken')
}

/** A refusal's errors of the fields here, and whether it concerns others too. */
function fieldsOf<V extends object>(fault: unknown, first: V): { fields: Wrong<V>; others: boolean } {
  const fields: Record<string, string> = {}
  let others = false
  const hold = (name: string | undefined, sentence: string) => {
    if (name === undefined) others = true
    else fields[name] ??= sentence
  }
  if (fault instanceof Refused) {
    for (const [name, sentences] of Object.entries(fault.errors)) hold(name in first ? name : undefined, sentences.join(' '))
    for (const one of fault.code === 'request.bad' ? fault.facts : []) {
      const [, place, said] = told.exec(one) ?? []
      if (place)
        hold(
          place.split(/[.[\]]+/).findLast((name) => name in first),
          sentenceOf(said!),
        )
    }
  }
  return { fields: fields as Wrong<V>, others }
}
