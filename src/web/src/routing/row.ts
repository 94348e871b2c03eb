import type { Word } from '@/wire/words'
import type { Component } from 'vue'
import type { RouteLocationNormalizedLoaded } from 'vue-router'
import type { Theme } from '@/look/theme'
import type { Permission } from '@/wire/permissions'

/** A part of a page that is gone to by itself. `page`: where it stands. */
export type Within = { to: string; title: Word; page: Word }

/** One page of an entry: all that the shell, the navigation and the server have to know of it. */
export type Row = {
  /** Its address; also in its text for the build, which gives the server all addresses. */
  path: string
  /** The key of its title. */
  title: Word
  /** What one must be allowed to do for it to open; nothing where each page part decides by itself. */
  may?: Permission
  /** The key of the sentence that says who may. */
  whoMay?: Word
  /** Who is offered it in the navigation, where that are not all who may open it. */
  offered?: Permission | 'nobody'
  /** How long the code of one's division must be for it to be offered: a city's has 4 digits. */
  levels?: readonly number[]
  /** What it starts with until its user chooses; light where nothing is said. */
  theme?: () => Theme
  /** As high as the window, and scrolls inside. */
  fills?: boolean
  /** Shows by itself that it is in a drill. */
  ownBar?: boolean
  page: () => Promise<{ default: Component }>
  /** The parts of it that one may see, had when somebody looks for one. */
  within?: () => Promise<readonly Within[]>
}

declare module 'vue-router' {
  interface RouteMeta {
    row?: Row
  }
}

/** The name under which a page's theme is kept and its faults are told: the first part of its address. */
export const nameOf = (path: string) => path.split('/')[1] ?? ''

export const rowOf = (route: RouteLocationNormalizedLoaded): Row | undefined => route.meta.row
