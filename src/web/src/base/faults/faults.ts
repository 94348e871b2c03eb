import type { App, ComponentPublicInstance } from 'vue'
import { Refused } from '@/base/api/http'
import { owned } from '@/base/session/session'
import { entryOf } from '@/base/version/version'
import { tell } from '@/base/faults/tell'

/** Matches faults after which a component cannot go on: in its setup, its rendering and its updating. */
const fatal = /^(setup function|render function|component update|async component loader)$|#runtime-(0|1|13|15)$/
export const isFatal = (info: string) => fatal.test(info)

/** The kind of a fault, never its text: that could hold typed words. */
export const kindOf = (fault: unknown) => (fault instanceof Error ? fault.name : typeof fault)

const heard = owned(() => new Set<string>())
/** Number of different faults that an opened page reports; a fault that recurs at each turn is reported once. */
const most = 10

/** Reports a fault to the server: page, component and kind of fault. It holds none of its text and nobody's name. */
export function tellFault(fault: unknown, component?: ComponentPublicInstance | null) {
  console.error(fault)
  if (fault instanceof Refused && fault.code !== 'bug') return
  const page = location.pathname.split('/')[1] ?? ''
  const where = component?.$options.__name ?? ''
  const kind = kindOf(fault)
  const key = `${page} ${where} ${kind}`
  const said = heard()
  if (said.has(key) || said.size >= most) return
  said.add(key)
  void tell({ page, component: where, kind, version: entryOf(document.documentElement.innerHTML) ?? '' })
}

/** The last handler: for faults that no component catches, and for promises nobody awaits. */
export function told(app: App) {
  app.config.errorHandler = (fault, component) => tellFault(fault, component)
  addEventListener('unhandledrejection', (event) => tellFault(event.reason))
  addEventListener('error', (event) => event.error && tellFault(event.error))
}
