// Opens the page without network. It holds the files of the page and nothing else: what is read of the server lies sealed in the page's own store,
// and what was done waits there too, so that a new version of the page takes over without losing either.
const cacheName = `${page}-${version}`
/** What stands under a name of its own for each version is not asked for again where the page has just loaded it. */
const wanted = (file) => new Request(file, file.startsWith('/assets/') ? {} : { cache: 'no-cache' })

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(cacheName)
      .then((cache) => cache.addAll(files.map(wanted)))
      .then(() => self.skipWaiting())
      .catch(async (why) => {
        await caches.delete(cacheName)
        throw why
      }),
  )
})

// The version before stays too: a page of it that is open has not run all its files yet, and the server has them no more.
self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name.startsWith(`${page}-`) && name !== cacheName).slice(0, -1))
      .then((older) => Promise.all(older.map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  )
})

/** What is kept under this name. A file of /assets is the same in every version that has it. */
async function keptAs(asked) {
  if (asked.startsWith('/assets/')) return caches.match(asked)
  const cache = await caches.open(cacheName)
  return cache.match(asked)
}

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  // The page asks which version the server has.
  if (request.cache === 'no-store') return
  const asked = request.mode === 'navigate' && url.pathname === page ? page : url.pathname
  if (!asked.startsWith('/assets/') && !files.includes(asked)) return
  // From the phone first: a bad network is slower than none. The browser looks for a newer version by itself on each opening.
  event.respondWith(keptAs(asked).then((kept) => kept ?? fetch(request)))
})

// A ring while the page is closed. What it says comes from the server and names nobody; the same call again takes the place of the first.
self.addEventListener('push', (event) => {
  let told = null
  try {
    told = event.data?.json()
  } catch {
    // A push that cannot be read still wakes: a browser wants each to be seen.
  }
  event.waitUntil(
    self.registration.showNotification(told?.title ?? '应急叫应', {
      body: told?.body ?? '',
      tag: told?.call ?? 'call',
      renotify: true,
      requireInteraction: true,
      icon: '/icon.svg',
      data: page,
    }),
  )
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(
    self.clients.matchAll({ type: 'window' }).then((open) => {
      const there = open.find((one) => new URL(one.url).pathname.startsWith(page))
      return there ? there.focus() : self.clients.openWindow(page)
    }),
  )
})

// The browser was given another address: the server is told at once, and again when the page opens.
self.addEventListener('pushsubscriptionchange', (event) => {
  event.waitUntil(
    (async () => {
      const old = event.oldSubscription
      const now =
        event.newSubscription ??
        (old &&
          (await self.registration.pushManager.subscribe({
            userVisibleOnly: true,
            applicationServerKey: old.options.applicationServerKey,
          })))
      if (!now) return
      const { endpoint, keys } = now.toJSON()
      await fetch('/api/session/pushes', {
        method: 'POST',
        credentials: 'same-origin',
        headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
        body: JSON.stringify({ endpoint, p256dh: keys.p256dh, auth: keys.auth }),
      }).catch(() => undefined)
    })(),
  )
})
