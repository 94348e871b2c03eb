import type { Word } from '@/base/wire/words'
import type { Component } from 'vue'
import type { RouteLocationNormalizedLoaded } from 'vue-router'
import type { Theme } from '@/base/look/theme'
import type { Permission } from '@/base/wire/permissions'

/** A part of a page with an address of its own. `page`: the page that contains it. */
export type Within = { to: string; title: Word; page: Word }

/** A page of an entry: all that the shell, the navigation and the server need to know of it. */
export type Row = {
  /** Its address, as a literal: the build parses it and gives the server all addresses. */
  path: string
  /** The key of its title. */
  title: Word
  /** Permission to open it; nothing where each page part decides by itself. */
  may?: Permission
  /** The key of the sentence that names who may open it. */
  whoMay?: Word
  /** Permission to see it in the navigation, where that differs from opening it. */
  offered?: Permission | 'nobody'
  /** Code lengths of the divisions in whose navigation it stands: a city's code has 4 digits. */
  levels?: readonly number[]
  /** Theme until the user chooses; light by default. */
  theme?: () => Theme
  /** As high as the window, with scrolling inside. */
  fills?: boolean
  /** Shows by itself that it is in a drill. */
  ownBar?: boolean
  page: () => Promise<{ default: Component }>
  /** Parts of it that the user may see, loaded when somebody searches. */
  within?: () => Promise<readonly Within[]>
}

declare module 'vue-router' {
  interface RouteMeta {
    row?: Row
  }
}

/** The name under which a page's theme is kept and its faults are reported: the first part of its address. */
export const nameOf = (path: string) => path.split('/')[1] ?? ''

export const rowOf = (route: RouteLocationNormalizedLoaded): Row | undefined => route.meta.row
