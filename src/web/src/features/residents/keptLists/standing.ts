import { computed, shallowRef, ref, watch } from 'vue'
import { postTo } from '@/base/api/address'
import { answer, api, Refused, session, type Schemas } from '@/base/api/http'
import { liveNow } from '@/base/clock'
import { useHere } from '@/features/response/doors/here'
import { longest } from '@/kit/outbox/kept'
import { useKept } from '@/kit/outbox/useKept'
import { parts, useOutbox } from '@/kit/outbox/useOutbox'
import { realm } from '@/base/realm/realm'
import { mayDoAssigned } from '@/base/session/may'
import { owned } from '@/base/session/session'

export type Person = Schemas['StandingPerson']
export type Part = Schemas['StandingPart']
const name = 'standing'
/** Age after which today's automatic list is loaded again; milliseconds. */
const freshFor = 4 * 3_600_000
const daily = 'standing:daily'

/** 常备名单 on this phone: loaded when its owner asks for it, sealed, opened for a reason, forgotten after 12 hours. */
export const useStanding = owned(make)

function make() {
  const { account, grants, act } = useOutbox()
  const { onMine } = useHere()
  const may = useKept(
    () => (session.value && !realm && mayDoAssigned('standing.keep') ? 'standing-may' : ''),
    () => answer(() => api.GET('/api/standing', {})),
  )
  const kept = shallowRef<{ value: Schemas['StandingShown']; at: number }>()
  const [keeping, opened] = [ref(false), ref(false)]
  const refused = shallowRef<Refused | null>(null)
  const everyDay = ref(localStorage.getItem(daily) === 'yes')
  /** Number of times it was forgotten: a list that was loading meanwhile is not kept. */
  let forgotten = 0

  async function keep() {
    if (keeping.value) return
    keeping.value = true
    const begun = forgotten
    try {
      const list = await answer(() => api.POST('/api/standing/keep', {}))
      const at = liveNow()
      await (await parts()).kept.keep(account.value, name, list, at)
      refused.value = null
      if (forgotten === begun) kept.value = { value: list, at }
      else await (await parts()).kept.wipe(name)
    } catch (fault) {
      refused.value = Refused.of(fault)
      // Not given any more: all of it is deleted.
      if (refused.value.status === 403) await forget()
    } finally {
      keeping.value = false
    }
  }

  /** Nobody sees it from now on; the page shows that it is gone once it is. */
  async function forget() {
    forgotten++
    opened.value = false
    const gone = kept.value
    await (await parts()).kept.wipe(name)
    if (kept.value === gone) kept.value = undefined
  }

  /** Its owner deletes it: nor does it come back by itself today. */
  async function forgetNow() {
    setDaily(false)
    await forget()
  }

  function setDaily(wanted: boolean) {
    everyDay.value = wanted
    localStorage.setItem(daily, wanted ? 'yes' : 'no')
    if (wanted && !kept.value) void keep()
  }

  /** Reports the reason for opening it to the server now, or when there is network again. */
  async function open(reason: string) {
    const openedAt = new Date(liveNow()).toISOString()
    await act(
      (kept.value?.value.lists ?? []).map((one) => ({
        entity: `standing/${one.listId}`,
        path: postTo('/api/communities/{code}/standing/opened', { code: one.community }),
        body: { list: one.listId, reason, openedAt },
        label: { word: 'outbox.openedStanding', values: {} },
        marks: [],
      })),
    )
    opened.value = true
  }

  watch(
    account,
    async (who) => {
      kept.value = undefined
      opened.value = false
      const read = who ? await (await parts()).kept.read<Schemas['StandingShown']>(who, name) : undefined
      if (read && account.value === who) kept.value = read
      refresh()
    },
    { immediate: true },
  )
  // Data loaded with other rights is not shown any more, nor loaded again: a user who has lost the role loads nothing.
  watch(grants, (now, before) => void (before && now !== before && forget()), { flush: 'sync' })
  // Withdrawn, or its term is over: the server answers that there is nothing to keep, or nothing of a community on the list.
  watch([() => may.data, () => may.stale, kept], ([said, stale, now]) => {
    if (!said || stale) return
    const mine = new Set(said.items.map((one) => one.community))
    if (now && !now.value.lists.every((one) => mine.has(one.community))) void forget().then(refresh)
    else if (said.items.length) refresh()
  })
  watch(
    () => may.refused?.status,
    (status) => (status === 403 || status === 404) && void forget(),
  )
  onMine('standing', () => may.soon())

  function refresh() {
    if (!everyDay.value || !may.data?.items.length || may.stale) return
    if (!kept.value || liveNow() - kept.value.at > freshFor) void keep()
  }

  return {
    may,
    kept,
    keeping,
    refused,
    opened,
    everyDay,
    offered: computed(() => Boolean(may.data?.items.length || kept.value)),
    until: computed(() => (kept.value ? kept.value.at + longest : 0)),
    keep,
    open,
    forgetNow,
    setDaily,
  }
}
