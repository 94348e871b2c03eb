/**
 * Makes the browser keep the page's files, so that it opens without network, and receive its pushes. Browsers do that on https and on
 * localhost only; the page works without.
 * @returns whether all files of this page are kept now. Waits until they are, or until it is clear that they will not be.
 */
export async function openOffline() {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return false
  const browser = navigator.serviceWorker
  const registration = await browser.register('/team-shell.js', { scope: '/team' }).catch(() => undefined)
  if (!registration) return false
  // The service worker has every file that it serves: it takes over only with all of them in its cache.
  if (browser.controller) return true
  const worker = registration.installing ?? registration.waiting ?? registration.active
  // No worker takes over a page that was loaded past a running worker.
  if (!worker || worker.state === 'activated') return false
  return new Promise<boolean>((done) => {
    browser.addEventListener('controllerchange', () => done(true), { once: true })
    worker.addEventListener('statechange', () => worker.state === 'redundant' && done(false))
  })
}
