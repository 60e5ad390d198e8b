import { type DehydratedState, dehydrate, hydrate, type QueryClient } from '@tanstack/react-query';
import { database } from './db';

/** How long to gather changes before they are written, in milliseconds. */
const writeDelay = 1_000;

let stop: (() => void) | undefined;

/** Shows what this person last saw, and keeps what is read from now on, so that it can be read offline. */
export async function openCache(client: QueryClient, userId: number): Promise<void> {
  closeCache();
  const db = await database();
  const kept = await db.get('cache', userId);
  if (kept !== undefined) {
    hydrate(client, kept as DehydratedState);
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  const unsubscribe = client.getQueryCache().subscribe((event) => {
    if (event.type === 'updated' && event.action.type === 'success') {
      timer ??= setTimeout(() => {
        timer = undefined;
        void db.put('cache', dehydrate(client), userId);
      }, writeDelay);
    }
  });
  stop = () => {
    clearTimeout(timer);
    unsubscribe();
  };
}

export function closeCache(): void {
  stop?.();
  stop = undefined;
}

/** Forgets all that was kept of a person: at signing out, and when the account is deleted. */
export async function eraseCache(userId: number): Promise<void> {
  closeCache();
  await (await database()).delete('cache', userId);
}
