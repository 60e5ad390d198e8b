/** A new build of the client, which waits for the person's word: taking over reloads the page. */
let waitingWorker: ServiceWorker | undefined;
const listeners = new Set<() => void>();

export const isVersionWaiting = (): boolean => waitingWorker !== undefined;

export function onVersionWaiting(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Reloads into the new build. */
export function takeOver(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  waitingWorker?.postMessage('take-over');
}

interface ScriptPolicy {
  createScriptURL: (url: string) => unknown;
}

interface TrustedTypes {
  createPolicy: (name: string, rules: { createScriptURL: (url: string) => string }) => ScriptPolicy;
}

/** Registers the service worker. In `npm run dev` there is none: it would hide every change. */
export function watchForVersions(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) {
    return;
  }
  const address = '/app/sw.js';
  // The page's policy lets only this one name make addresses of scripts, and only of this one.
  const trusted = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('focus', {
    createScriptURL: (url) => {
      if (url !== address) {
        throw new TypeError('Not a script of this client.');
      }
      return url;
    },
  });
  const url = (trusted?.createScriptURL(address) ?? address) as string;
  void navigator.serviceWorker.register(url, { scope: '/app/' }).then(
    (registration) => {
      const look = (worker: ServiceWorker | null) => {
        if (worker?.state === 'installed' && navigator.serviceWorker.controller !== null) {
          waitingWorker = worker;
          for (const listener of listeners) {
            listener();
          }
        }
      };
      look(registration.waiting);
      registration.addEventListener('updatefound', () => {
        const worker = registration.installing;
        worker?.addEventListener('statechange', () => look(worker));
      });
    },
    () => undefined,
  );
}
