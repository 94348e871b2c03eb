import { type Ref } from 'vue'

/**
 * Call it as an act begins; what it gives shuts the form that was open then and says whether it did.
 * One opened while the act was on its way stays open, with what is written in it.
 */
export function shutting<T>(open: Ref<T>, shut: T): () => boolean {
  const was = open.value
  return () => {
    if (was === shut || open.value !== was) return false
    open.value = shut
    return true
  }
}
