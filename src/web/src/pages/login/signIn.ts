import { computed, ref, watch } from 'vue'
import { api, answer, Refused, session, type Schemas } from '@/base/api/http'
import { home, signedIn, whoAmI, type Role } from '@/base/api/session'
import { pause } from '@/base/send/patience'

/** Sign-in: the typed values, the server's answer, and the page to go to. A user who is signed in already goes on at once. */
export function useSignIn() {
  const [account, password, busy, known] = [ref(''), ref(''), ref(false), ref(false)]
  /** Code of the account's second factor, which is asked for once the password was right. */
  const [code, needsCode] = [ref(''), ref(false)]
  /** Second factors of the account beside its recovery codes. */
  const factors = ref<Factors>({ code: true, passkey: false })
  const refused = ref<Refused | null>(null)
  /** Reset of the password by somebody else; the owner must first choose a new one. */
  const reset = ref<Schemas['ResetShown'] | null>(null)
  /** A role requires an authenticator, and there is none yet. */
  const enrols = ref(false)
  /** A link by which somebody chooses their password; it leaves the address at once, so that it stays in no history. */
  const invite = ref(invitedBy(location.hash))
  if (invite.value) history.replaceState(null, '', location.pathname + location.search)
  /** Answer of an outside issuer in the address; it leaves the address at once too. */
  const back = cameBack(location.search)
  if (back) history.replaceState(null, '', location.pathname)
  const front = ref<Schemas['FrontShown']>()
  const demo = ref<readonly Schemas['DemoAccountShown'][]>([])
  // The lock is a name's: another name can be tried meanwhile.
  const locks = ref<Record<string, number>>({})
  const lockedUntil = computed(() => locks.value[account.value.trim()] ?? 0)
  watch(account, () => {
    ;[refused.value, needsCode.value, code.value] = [null, false, '']
  })

  const named = () => ({ account: account.value.trim(), password: password.value })
  const enter = () => entering(async () => ({ ...named(), ...(needsCode.value ? { code: code.value } : {}) }))

  const byPasskey = () => entering(async () => (await import('@/features/access/accounts/byPasskey')).byPasskey(named()))

  /** @param wish body of the request; undefined where the owner cancels */
  async function entering(wish: () => Promise<Schemas['SessionWish'] | undefined>) {
    const name = account.value.trim()
    busy.value = true
    refused.value = null
    try {
      const body = await wish()
      if (!body) return
      session.value = await answer(() => api.POST('/api/session', { body }))
      signedIn()
      enterAs(session.value)
    } catch (refusal) {
      const why = Refused.of(refusal)
      if (why.code === 'session.locked') locks.value = { ...locks.value, [name]: Date.parse(why.facts[0] ?? '') }
      refused.value = why
      needsCode.value = aboutCode.has(why.code)
      if (why.code === 'session.code-needed') factors.value = factorsOf(why.facts)
      code.value = ''
      if (!why.unreached && !needsCode.value) password.value = ''
    } finally {
      busy.value = false
    }
  }

  function enterAs(here: Schemas['SessionShown']) {
    reset.value = here.reset ?? null
    enrols.value = !reset.value && lacksFactor(here)
    if (!reset.value && !enrols.value) leave(here.roles)
  }
  const chosen = () => {
    invite.value = ''
    if (session.value) enterAs(session.value)
  }

  function leave(roles: readonly Role[]) {
    known.value = true
    const to = new URLSearchParams(location.search).get('to')
    location.replace(within(to) ?? home(roles))
  }

  /** Goes to the issuer outside, which sends the browser back here. */
  const goOutside = () => trying(async () => location.assign((await answer(() => api.POST('/api/session/outside/begin', {}))).address))

  const comeBack = (body: Schemas['OutsideBack']) =>
    trying(async () => {
      session.value = await answer(() => api.POST('/api/session/outside/finish', { body }))
      signedIn()
      enterAs(session.value)
    })

  async function trying(act: () => Promise<void>) {
    busy.value = true
    refused.value = null
    try {
      await act()
    } catch (refusal) {
      refused.value = Refused.of(refusal)
    } finally {
      busy.value = false
    }
  }

  let failed = 0
  async function begin() {
    try {
      if (back && !failed) await comeBack(back)
      const here = invite.value || refused.value || known.value ? null : await whoAmI()
      if (here && !here.reset && !lacksFactor(here)) return leave(here.roles)
      if (here) enterAs(here)
      front.value = await answer(() => api.GET('/api/front', {}))
      demo.value = await answer(() => api.GET('/api/demo', {}))
    } catch {
      // Not reached, or not ready: the user can type meanwhile.
      setTimeout(() => void begin(), pause(failed++, { most: 8_000 }))
    }
  }
  void begin()
  return {
    account,
    password,
    code,
    needsCode,
    factors,
    enrols,
    refused,
    lockedUntil,
    busy,
    front,
    demo,
    known,
    reset,
    invite,
    enter,
    byPasskey,
    chosen,
    goOutside,
  }
}

export type Factors = { readonly code: boolean; readonly passkey: boolean }

/** Ways named by the server; without passkeys it names none, and there is an authenticator. */
export const factorsOf = (facts: readonly string[]): Factors => ({
  code: !facts.includes('passkey') || facts.includes('code'),
  passkey: facts.includes('passkey'),
})

/** Answers after which the typed password stays: it was right. */
const aboutCode: ReadonlySet<string> = new Set([
  'session.code-needed',
  'session.wrong-code',
  'account.code-replayed',
  'account.recovery-unknown',
  'account.passkey-unknown',
])

/** True when the installation requires a second factor for one of these roles, and the owner has none yet. */
const lacksFactor = ({ factor }: Schemas['SessionShown']) => !!factor?.required && !factor.since

/** Answer of an outside issuer in the address (RFC 6749 4.1.2); null where there is none. */
export function cameBack(search: string): { code: string | null; state: string | null; error: string | null } | null {
  const said = new URLSearchParams(search)
  const [code, state, error] = [said.get('code'), said.get('state'), said.get('error')]
  return state && (code || error) ? { code, state, error } : null
}

/** Text behind #invite=, or nothing. */
export const invitedBy = (hash: string) => new URLSearchParams(hash.slice(1)).get('invite') ?? ''

/** An address on this site, or null: "//elsewhere", "/\elsewhere" and the like lead away from it. */
export function within(to: string | null): string | null {
  if (!to?.startsWith('/')) return null
  const url = new URL(to, location.origin)
  return url.origin === location.origin && url.pathname !== '/login' ? url.pathname + url.search + url.hash : null
}
