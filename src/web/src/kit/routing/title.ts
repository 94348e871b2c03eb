import type { Word } from '@/base/wire/words'
import { watchEffect } from 'vue'
import { realm } from '@/base/realm/realm'
import { t } from '@/base/words'

/** Title of a window: its page, in the language shown, and the word for a drill in a drill. */
export const titleOf = (key: Word, inDrill = realm !== null) =>
  `${inDrill ? `${t('drill.drill')} · ` : ''}${t(key)} · ${t('common.product')}`

/** Keeps the window's title, also after a change of language. */
export const keepTitle = (key: () => Word | undefined) =>
  watchEffect(() => {
    const title = key()
    if (title) document.title = titleOf(title)
  })
