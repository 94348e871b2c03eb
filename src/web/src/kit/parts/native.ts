import { t } from '@/base/words'

/** Replaces the browser's own messages at controls by ones in the page's language. */
export function sayInOwnWords(page: Document) {
  page.addEventListener(
    'invalid',
    ({ target }) => {
      const control = target as HTMLInputElement
      control.setCustomValidity('')
      if (!control.validity.valid) control.setCustomValidity(t(control.validity.valueMissing ? 'common.needed' : 'common.notTaken'))
    },
    true,
  )
  page.addEventListener('input', ({ target }) => (target as HTMLInputElement).setCustomValidity?.(''), true)
}
