// Opens the page without network. It holds the files of the page and nothing else: what is read of the server lies sealed in the page's own store,
// and what was done waits there too, so that a new version of the page takes over without losing either.
const cacheName = `${page}-${version}`

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(cacheName)
      .then((cache) => cache.addAll(files.map((file) => new Request(file, { cache: 'no-cache' }))))
      .then(() => self.skipWaiting()),
  )
})

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(names.filter((name) => name.startsWith(`${page}-`) && name !== cacheName).map((name) => caches.delete(name))),
      )
      .then(() => self.clients.claim()),
  )
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  // The page asks which version the server has.
  if (request.cache === 'no-store') return
  const asked = request.mode === 'navigate' && url.pathname === page ? page : url.pathname
  if (!files.includes(asked)) return
  // From the phone first: a bad network is slower than none. The browser looks for a newer version by itself on each opening.
  event.respondWith(
    caches
      .open(cacheName)
      .then((cache) => cache.match(asked))
      .then((kept) => kept ?? fetch(request)),
  )
})
