import { onScopeDispose, ref } from 'vue'
import { postTo } from '@/base/api/address'
import type { Schemas } from '@/base/api/http'
import { hasRole } from '@/base/api/session'
import { useOutbox } from '@/kit/outbox/useOutbox'
import { t } from '@/base/words'
import { useHere } from './here'
import type { PersonHere, Row } from './rows'
import { kindMark, needMark, type Mark } from '@/kit/signs/symbols'

/** Mark of a person: its kind only for the committee and the street; chiefs and volunteers see the needs. */
export function marks(person: PersonHere): { mark: Mark; of: 'kind' | 'need' } {
  return hasRole('secretary', 'child-director', 'street-officer') && !person.needs.length && !person.minor
    ? kindMark(person)
    : { mark: needMark(person), of: 'need' }
}

/** A number, and the person for whom it is rung. */
export type Number = Schemas['Dial'] & { person: string }

/** Numbers to ring for a door, people who knock there, and residents' 称呼, as far as this role may know. */
export function useWho() {
  const { list, impact } = useHere()
  const opened = (person: PersonHere) => list.value?.items.find((one) => one.personId === person.personId)

  /** Numbers of everybody behind the door, unsettled people first; each number once, with the person for whom one rings. */
  function numbersOf(row: Row): Number[] {
    const all = row.persons.flatMap((person) => (opened(person)?.dial ?? []).map((dial) => ({ ...dial, person: person.personId })))
    return all.filter((dial, i) => all.findIndex((other) => other.phone === dial.phone) === i)
  }
  const inside = (row: Row) =>
    row.persons.map((person) => impact.data?.rows?.find((one) => one.personId === person.personId)).find((one) => one?.responsible.length)
  /** The nearest team member on post. */
  const knocks = (row: Row) => inside(row)?.responsible.find((one) => one.availability === 'on-post')?.called ?? ''
  const responsible = (row: Row) => inside(row)?.responsible ?? []
  const nameOf = (person: PersonHere) => opened(person)?.salutation ?? ''
  return { numbersOf, knocks, responsible, nameOf, opened }
}

/** Time for which 称呼 are shown; milliseconds. */
const shownFor = 60_000

/** 看称呼: the view is reported to the server first, or as soon as there is network. */
export function useNames() {
  const { id } = useHere()
  const { act } = useOutbox()
  const names = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  async function showNames() {
    await act([
      {
        entity: `list/${id.value}`,
        incident: id.value,
        path: postTo('/api/incidents/{id}/list/open', { id: id.value }),
        body: { reason: t('door.whyNames'), task: null, community: null },
        label: { word: 'outbox.looked', values: {} },
        marks: [],
      },
    ])
    names.value = true
    clearTimeout(timer)
    timer = setTimeout(() => (names.value = false), shownFor)
  }
  onScopeDispose(() => clearTimeout(timer))
  return { names, showNames }
}
