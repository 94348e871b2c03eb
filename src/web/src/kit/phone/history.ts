import type { RouterHistory } from 'vue-router'

type Heard = Parameters<RouterHistory['listen']>[0]
type Step = Parameters<Heard>[2]
type State = { position?: number } | null

/** The phone's addresses stand behind the #, as #doors or #door/KEY/help; the part before it, such as the realm, stays. */
export function phoneHistory(): RouterHistory {
  const heard: Heard[] = []
  const at = () => `/${location.hash.replace(/^#\/?/, '')}`
  const addressOf = (to: string) => location.pathname + location.search + (to === '/' ? '' : `#${to.slice(1)}`)
  const stateNow = () => history.state as State
  let here = at()
  let position = stateNow()?.position ?? 0
  let quiet = false
  /** A link was followed before the router listens, which it does once its first page is there. */
  let early = false
  history.replaceState({ ...stateNow(), position }, '')

  function follow() {
    if (!heard.length) return void (early = true)
    const from = here
    here = at()
    // A link was followed, not a step back or forth: this entry has no number yet.
    if (stateNow()?.position === undefined) history.replaceState({ ...stateNow(), position: position + 1 }, '')
    const delta = stateNow()!.position! - position
    position += delta
    if (quiet) return void (quiet = false)
    const step = { type: 'pop', delta, direction: delta > 0 ? 'forward' : delta < 0 ? 'back' : '' } as Step
    for (const one of heard) one(here, from, step)
  }
  addEventListener('popstate', follow)

  return {
    base: '',
    get location() {
      return here
    },
    get state() {
      return history.state as RouterHistory['state']
    },
    push(to, data) {
      position++
      history.pushState({ ...data, position }, '', addressOf(to))
      here = to
    },
    replace(to, data) {
      // After the user has gone on meanwhile, the address stays.
      if (!early) history.replaceState({ ...stateNow(), ...data, position }, '', addressOf(to))
      here = to
    },
    go(delta, triggers = true) {
      quiet = !triggers
      history.go(delta)
    },
    listen(one) {
      heard.push(one)
      if (early) queueMicrotask(follow)
      early = false
      return () => void heard.splice(heard.indexOf(one), 1)
    },
    createHref: (to) => (to === '/' ? '#' : `#${to.slice(1)}`),
    destroy: () => removeEventListener('popstate', follow),
  }
}
