import { computed } from 'vue'
import { postTo } from '@/base/api/address'
import { answer, api, session, type Schemas } from '@/base/api/http'
import { useHere } from '@/features/response/doors/here'
import { useKept } from '@/kit/outbox/useKept'
import { useOutbox } from '@/kit/outbox/useOutbox'
import { mayDo } from '@/base/session/may'
import { t } from '@/base/words'

/** A call about a warning to the user's own village or street, with the warning. */
export type Called = { light: Schemas['CallLight']; name: string; warning: Schemas['WarningLight']; instruction: string }

/** 叫应 about warnings: calls that ring here, and answered ones until their warning ends. */
export function useCalled() {
  const { account, unsent, taken, act } = useOutbox()
  const { onDivision } = useHere()
  const own = () => session.value?.scopes.map((scope) => scope.division) ?? []
  const may = computed(() => mayDo('call.answer'))
  const calls = useKept(
    () => (may.value && account.value ? 'calls' : ''),
    async () => {
      const { items } = await answer(() => api.GET('/api/calls', { params: { query: { limit: 100 } } }))
      const mine = items.filter(({ light }) => (light.about === 'warning' || light.about === 'lifting') && own().includes(light.receiver))
      return await Promise.all(
        mine.map(async ({ light, name }): Promise<Called> => {
          const { warning, texts } = await answer(() =>
            api.GET('/api/warnings/{warningId}', { params: { path: { warningId: light.matter } } }),
          )
          return {
            light,
            name,
            warning,
            instruction: texts.find((one) => one.language.startsWith('zh'))?.instruction ?? texts[0]?.instruction ?? '',
          }
        }),
      )
    },
  )
  onDivision('call', () => calls.soon())
  onDivision('warning', () => calls.soon())

  const entity = (light: Schemas['CallLight']) => `call/${light.id}`
  /** Answered on this phone, though the server may not know yet. */
  const woken = computed(
    () =>
      new Set(
        [...unsent.value.filter((one) => !one.refused), ...taken.value.map((one) => one.act)]
          .filter((one) => one.path.endsWith('/awake'))
          .map((one) => one.entity),
      ),
  )
  /** Rings that were handed on from this phone. */
  const passed = computed(
    () =>
      new Set(
        [...unsent.value.filter((one) => !one.refused), ...taken.value.map((one) => one.act)]
          .filter((one) => one.path.endsWith('/pass'))
          .map((one) => one.entity),
      ),
  )
  const told = (one: Called) => Boolean(one.light.heard || one.light.drive?.reached || woken.value.has(entity(one.light)))
  const all = computed(() => calls.data ?? [])
  /** Calls that ring now: warnings before liftings. */
  const ringing = computed(() =>
    all.value.filter((one) => !told(one)).sort((a, b) => Number(a.light.about === 'lifting') - Number(b.light.about === 'lifting')),
  )
  const answered = computed(() => all.value.filter((one) => told(one) && one.light.about === 'warning'))
  /** 我醒了，我来: nobody else is rung; sent when there is network again. */
  const wake = ({ light }: Called) =>
    act([
      {
        entity: entity(light),
        path: postTo('/api/calls/{callId}/awake', { callId: light.id }),
        body: {},
        label: { word: 'outbox.woke', values: {} },
        marks: [],
      },
    ])
  /** 叫副职: the called person cannot come; the next one is rung at once. */
  const pass = ({ light }: Called) =>
    act([
      {
        entity: entity(light),
        path: postTo('/api/calls/{callId}/pass', { callId: light.id }),
        body: { attempt: light.rings.at(-1)?.attempt ?? 1 },
        label: { word: 'outbox.passed', values: {} },
        marks: [],
      },
    ])
  const prove = ({ light }: Called, body: { kind: 'loudspeaker' | 'gong' | 'doors'; works?: boolean; doors?: number; of?: number }) =>
    act([
      {
        entity: entity(light),
        path: postTo('/api/calls/{callId}/proofs', { callId: light.id }),
        body,
        label: { word: 'outbox.proof', values: { what: t(`call.${body.kind === 'loudspeaker' ? 'speaker' : body.kind}`) } },
        marks: [],
      },
    ])
  return { asked: calls, ringing, answered, wake, pass, passed, prove }
}
