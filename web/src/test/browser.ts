// What happy-dom lacks of a browser: IndexedDB, locks between tabs, and a broadcast channel that can be listened to.
import 'fake-indexeddb/auto';

/** Locks as the Web Locks API has them, within one tab: one holder a name, the others wait in order. */
class Locks {
  readonly #tails = new Map<string, Promise<unknown>>();

  request<T>(name: string, callback: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(name) ?? Promise.resolve();
    const mine = before.then(callback, callback);
    this.#tails.set(
      name,
      mine.catch(() => undefined),
    );
    return mine;
  }
}

Object.defineProperty(navigator, 'locks', { value: new Locks(), configurable: true });
Object.defineProperty(navigator, 'onLine', { value: true, writable: true, configurable: true });
