import type { App, ComponentPublicInstance } from 'vue'
import { Refused } from '@/api/http'
import { owned } from '@/session/session'
import { entryOf } from '@/version/version'
import { tell } from './tell'

/** Where a fault leaves nothing of a component that could go on: its setup, its rendering and its updating. */
const fatal = /^(setup function|render function|component update|async component loader)$|#runtime-(0|1|13|15)$/
export const isFatal = (info: string) => fatal.test(info)

/** The kind of a fault, never its text: that may hold what somebody typed. */
export const kindOf = (fault: unknown) => (fault instanceof Error ? fault.name : typeof fault)

const heard = owned(() => new Set<string>())
/** So many different faults an opened page tells of; one that breaks at each turn is told once. */
const most = 10

/** Tells the server that something broke: on which page, in which component, what kind of fault. Nothing of its text, nobody's name. */
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

/** The last handler: of what no component catches, and of promises nobody waits for. */
export function told(app: App) {
  app.config.errorHandler = (fault, component) => tellFault(fault, component)
  addEventListener('unhandledrejection', (event) => tellFault(event.reason))
  addEventListener('error', (event) => event.error && tellFault(event.error))
}
