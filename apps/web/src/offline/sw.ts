// The service worker: the page works without a network after its first visit, and has threads on hosts that cannot set
// the headers for them, from the second visit on.
import { cleanupOutdatedCaches, matchPrecache, type PrecacheEntry, precache } from 'workbox-precaching';
import { answer } from './answer.ts';
import { isolated } from './isolated.ts';

declare const self: { readonly __WB_MANIFEST: PrecacheEntry[]; readonly registration: ServiceWorkerRegistration };

/** What the library of types for pages lacks. */
interface FetchEvent extends Event {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

/** Files that were not among the first, kept at their first use. */
const usedCache = 'kindling-used';

precache(self.__WB_MANIFEST);
cleanupOutdatedCaches();

const { scope } = self.registration;
addEventListener('fetch', (event) => {
  const { request, respondWith } = event as FetchEvent;
  const answered = answer(request, scope, {
    kept: (url) => matchPrecache(url),
    used: async (url) => (await caches.open(usedCache)).match(url),
    keep: async (url, response) => (await caches.open(usedCache)).put(url, response),
    network: (asked) => fetch(asked),
  });
  if (answered !== undefined) respondWith.call(event, answered.then(isolated));
});
