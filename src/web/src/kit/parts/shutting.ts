import { type Ref } from 'vue'

/**
 * Call it as an act begins; the returned function shuts the form that was open then and says whether it did.
 * A form opened while the act was on its way stays open, with its input.
 */
export function shutting<T>(open: Ref<T>, shut: T): () => boolean {
  const was = open.value
  return () => {
    if (was === shut || open.value !== was) return false
    open.value = shut
    return true
  }
}
