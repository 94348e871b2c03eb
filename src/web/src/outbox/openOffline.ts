/** Has the browser keep the page's files, so that it opens without network, and take its pushes. Browsers do that on https and on localhost only; the page works without. */
export function openOffline() {
  if (import.meta.env.PROD && 'serviceWorker' in navigator)
    void navigator.serviceWorker.register('/team-shell.js', { scope: '/team' }).catch(() => undefined)
}
