/// <reference lib="webworker" />
// The service worker: the client opens without a connection. It keeps the client's own files and nothing of a person.

declare const self: ServiceWorkerGlobalScope;
/** Filled in by scripts/build.mjs: the addresses of all files of this build. */
declare const __FILES__: readonly string[];
/** Filled in by scripts/build.mjs: changes with every build. */
declare const __BUILD__: string;

const files = __FILES__;
const cacheName = `focus-${__BUILD__}`;
const page = '/app/index.html';

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(files)));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      const names = await caches.keys();
      await Promise.all(
        names.filter((name) => name.startsWith('focus-') && name !== cacheName).map((name) => caches.delete(name)),
      );
      await self.clients.claim();
    })(),
  );
});

// A person says when the new version takes over, since it reloads the page.
self.addEventListener('message', (event) => {
  if (event.data === 'take-over') {
    void self.skipWaiting();
  }
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin || !url.pathname.startsWith('/app/')) {
    return;
  }
  if (request.mode === 'navigate') {
    event.respondWith(openPage(request));
  } else if (files.includes(url.pathname)) {
    event.respondWith(caches.match(request, { cacheName }).then((kept) => kept ?? fetch(request)));
  }
});

/** The page of this build, whichever address was asked for: its files are here, while those of a newer build are not yet. */
async function openPage(request: Request): Promise<Response> {
  return (await caches.match(page, { cacheName })) ?? fetch(request);
}

// A notification of the timer leads back to it.
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(
    (async () => {
      const windows = await self.clients.matchAll({ type: 'window' });
      const open = windows[0];
      await (open === undefined ? self.clients.openWindow('/app/timer') : open.focus());
    })(),
  );
});

export {};
