import { doors, incidentId, shown } from './crowd'

/**
 * Answers the requests about the benchmark's one incident here; all others, such as boundaries, go to the real server. Must load before any
 * module that keeps a reference to fetch.
 */
const real = globalThis.fetch
const answers: Record<string, () => unknown> = {
  [`/api/incidents/${incidentId}`]: () => shown,
  [`/api/incidents/${incidentId}/doors`]: doors,
  [`/api/incidents/${incidentId}/timeline`]: () => ({ items: [] }),
}
globalThis.fetch = (asked, options) => {
  const answer = answers[new URL(asked instanceof Request ? asked.url : asked, location.href).pathname]
  return answer ? Promise.resolve(Response.json(answer())) : real(asked, options)
}
