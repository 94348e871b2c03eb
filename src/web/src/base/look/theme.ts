import { ref } from 'vue'

export type Theme = 'light' | 'dark'
const kept = 'theme:'

/** The theme of this page: the user's last choice, else the page's own default. */
export const theme = ref<Theme>('light')

/** Desks that are watched at night start dark between 19:00 and 07:00. */
export const byHour = (hour = new Date().getHours()): Theme => (hour >= 19 || hour < 7 ? 'dark' : 'light')
export const byDevice = (): Theme => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')

/** The name of the page under which the choice is remembered. */
let page = ''

/** Shows a page in its theme. */
export function startTheme(name: string, first: Theme) {
  page = name
  const wanted = new URLSearchParams(location.search).get('theme') ?? localStorage.getItem(kept + page)
  show(wanted === 'dark' || wanted === 'light' ? wanted : first)
}

/** Changes the theme and remembers it for this page. */
export function flipTheme() {
  const next = theme.value === 'dark' ? 'light' : 'dark'
  localStorage.setItem(kept + page, next)
  show(next)
}

function show(next: Theme) {
  theme.value = next
  document.documentElement.dataset.theme = next
}

/** A colour of the table, for drawing on a canvas. */
export const token = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()
