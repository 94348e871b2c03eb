import { t } from '@/words'

/** What the browser itself holds against a control is said in the page's language, not in the browser's. */
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
