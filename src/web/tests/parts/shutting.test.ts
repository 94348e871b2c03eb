import { expect, test } from 'vitest'
import { ref } from 'vue'
import { useAct } from '@/kit/parts/act'
import { shutting } from '@/kit/parts/shutting'

test('an act shuts the form it was sent from, and no other that was opened meanwhile', async () => {
  const { run } = useAct()
  const open = ref<'mend' | 'assign'>()
  async function press(act: Promise<void>) {
    const shut = shutting(open, undefined)
    return (await run(() => act)) && shut()
  }

  open.value = 'assign'
  expect(await press(Promise.resolve())).toBe(true)
  expect(open.value).toBe(undefined)

  // A button without a form is pressed; before its answer arrives, a form is opened and filled in.
  let answer = () => {}
  const pressed = press(new Promise<void>((done) => (answer = done)))
  open.value = 'mend'
  answer()
  expect(await pressed).toBe(false)
  expect(open.value).toBe('mend')

  // Another form than the one that was sent.
  const sent = press(new Promise<void>((done) => (answer = done)))
  open.value = 'assign'
  answer()
  expect(await sent).toBe(false)
  expect(open.value).toBe('assign')
})
