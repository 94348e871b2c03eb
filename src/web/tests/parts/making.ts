import { mount, type MountingOptions } from '@vue/test-utils'
import type { Component } from 'vue'

/** A part as a page would hold it: in the document, with words, and every change passed back to it. */
export function made(part: Component, props: Record<string, unknown>, options: MountingOptions<never> = {}) {
  const models = Object.keys(props).filter((one) => one === 'modelValue' || ['typed', 'chosen', 'order', 'tab'].includes(one))
  const back = Object.fromEntries(
    models.map((name) => [
      `onUpdate:${name}`,
      (value: unknown) => {
        void box.setProps({ [name]: value })
      },
    ]),
  )
  const box = mount(part, { props: { ...props, ...back }, attachTo: document.body, ...options } as never)
  return box
}
/** Focused element, by an attribute. */
export const focused = (attribute: string) => document.activeElement?.getAttribute(attribute)
