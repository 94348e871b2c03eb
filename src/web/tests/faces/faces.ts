import { mount } from '@vue/test-utils'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { computed, defineComponent, h, nextTick, provide, ref, shallowRef, type Component } from 'vue'
import { useCare } from '@/features/care/temporaryCare/useCare'
import { provideHere } from '@/features/response/doors/here'
import { deskKey, makeDesk } from '@/features/response/incidents/desk'
import type { Live } from '@/kit/live/live'
import { knownKey, type Known } from '@/pages/team/phone'
import { makePlaces, providePlaces } from '@/features/ground/places/places'
import { useMine } from '@/features/response/tasks/useMine'
import { allRooms, learn } from '@/base/words'
import { frozen, keep } from './frozen'
import { lot, text } from './samples'
import { begin, calm, digest, left, said, still } from './stage'
import { lineOf, make, Unmade, wants } from './types'

const components = import.meta.glob<{ default: Component }>('/src/**/*.vue')
const [samples, handled] = [3, 2]
const all = Object.keys(components)
  .filter((file) => !/\/(map|entries)\/|team\/Team\.vue/.test(file))
  .sort()

/** Provided values above a component on its page: the desk, the names of places, the phone's data. */
const Above = defineComponent({
  props: { live: { type: Object, required: true } },
  setup({ live }, { slots }) {
    const places = makePlaces()
    places.load('411502001')
    providePlaces(places)
    provide(deskKey, makeDesk(live as unknown as Live))
    provideHere(shallowRef(live as unknown as Live))
    const known = {
      mine: useMine(),
      care: useCare(),
      community: computed(() => '411502001001'),
      cut: ref(false),
      receives: ref(true),
      orderNews: ref(0),
    }
    provide(knownKey, known as unknown as Known)
    return () => slots.default?.()
  },
})

/** A component by itself with made values: its content, and the effects of each of its fields and buttons. */
async function faceOf(file: string, nth: number): Promise<string[]> {
  const at = `${file}#${nth}`
  const { props, models } = wants(join(import.meta.dirname, '../..', file))
  const given: Record<string, unknown> = props ? { ...(make(props, at) as object) } : {}
  for (const { name, type } of models) {
    given[name] = make(type, `${at}.${name}`)
    given[`onUpdate:${name}`] = (value: unknown) => left.push(`${name} = ${JSON.stringify(value)}`)
  }
  const { router, scope } = await begin(at)
  const live = lineOf(at) as unknown as Live
  const part = (await components[file]!()).default
  for (const name of emitted(part))
    given[`on${name[0]!.toUpperCase()}${name.slice(1)}`] ??= (...told: unknown[]) =>
      left.push(`${name} ${told.map((one) => worded(one)).join()}`)
  const lines: string[] = []
  const box = document.body.appendChild(document.createElement('div'))
  const page = scope.run(() => {
    return mount(() => h(Above, { live }, () => h(part, given)), {
      attachTo: box,
      global: { plugins: [router], config: { errorHandler: (fault: unknown) => void left.push(`fault ${String(fault).slice(0, 80)}`) } },
    })
  })!
  const shown = () => said(document.body)
  try {
    await calm()
    let before = shown()
    lines.push(...before)
    const step = async (name: string) => {
      await calm()
      const after = shown()
      lines.push(`> ${name}`, ...left.splice(0), ...after.filter((one) => !before.includes(one)), router.currentRoute.value.fullPath)
      before = after
    }
    await step('begins')
    if (nth >= handled) return lines
    const done = new Set<string>()
    for (let turn = 0; turn < 10; turn++) {
      const fields = [...document.body.querySelectorAll<HTMLInputElement>('input,textarea,select')]
      for (const [n, field] of fields.entries()) fill(field, `${at}.field${n}`)
      await nextTick()
      const next = [...document.body.querySelectorAll<HTMLElement>('button,form,summary,[role=option]')].find(
        (one) => !done.has(nameOf(one)) && !(one as HTMLButtonElement).disabled,
      )
      if (!next) break
      done.add(nameOf(next))
      if (next.tagName === 'FORM') next.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
      else next.click()
      await step(nameOf(next))
    }
  } catch (fault) {
    lines.push(`broke ${String(fault).slice(0, 80)}`)
  } finally {
    page.unmount()
    scope.stop()
    document.body.innerHTML = ''
  }
  return lines
}
/** Events that a component emits. */
function emitted(part: Component): string[] {
  const { emits = [] } = part as { emits?: string[] | object }
  return Array.isArray(emits) ? emits : Object.keys(emits)
}
const worded = (one: unknown) => (one instanceof Event ? 'event' : (JSON.stringify(one) ?? 'nothing'))
const nameOf = (one: HTMLElement) =>
  `${one.tagName} ${one.getAttribute('data-act') ?? ''} ${(one.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 60)} ${one.getAttribute('aria-label') ?? ''}`

function fill(field: HTMLInputElement, at: string) {
  if (field.disabled || field.dataset.filled) return
  field.dataset.filled = 'yes'
  if (field.tagName === 'SELECT') {
    const options = (field as unknown as HTMLSelectElement).options
    field.value = options[options.length - 1]?.value ?? ''
  } else if (field.type === 'checkbox' || field.type === 'radio') return lot(at) % 2 ? field.click() : undefined
  else if (field.type === 'date') field.value = '2026-07-20'
  else if (field.type === 'number') field.value = '2'
  else if (field.type !== 'file') field.value ||= text(`${at}.${field.name}`)
  for (const event of ['input', 'change']) field.dispatchEvent(new Event(event, { bubbles: true }))
}

const roomOf = (file: string) => file.split('/').slice(2, -1).join('/')

/** Tests every component of the rooms whose name begins with one of these letters. */
export function look(name: string, letters: RegExp) {
  const files = all.filter((file) => letters.test(roomOf(file)))
  const found = new Map<string, string>()
  beforeAll(async () => {
    still()
    vi.spyOn(console, 'warn').mockReturnValue()
    vi.spyOn(console, 'error').mockReturnValue()
    await learn('zh-CN', [], allRooms)
  })

  describe.each([...new Set(files.map(roomOf))])('%s', (room) => {
    it.each(files.filter((file) => roomOf(file) === room))('%s', async (file) => {
      const codes: string[] = []
      for (let nth = 0; nth < samples; nth++) {
        let lines: string[]
        try {
          lines = await faceOf(file, nth)
        } catch (fault) {
          lines = [fault instanceof Unmade ? `unmade ${fault.message.slice(0, 80)}` : `broke ${String(fault).slice(0, 120)}`]
        }
        codes.push(lines.length === 1 && /^(unmade|broke)/.test(lines[0]!) ? '-' : digest(lines))
        keep(`${file.replace('/src/', '')}.${nth}.txt`, lines)
      }
      found.set(file, codes.join(' '))
      expect(frozen(name).get(file)).toBe(codes.join(' '))
    })
  })
  afterAll(() => frozen(name).renew(found))
}
