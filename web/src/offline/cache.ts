import { type DehydratedState, dehydrate, hydrate, type QueryClient } from '@tanstack/react-query';
import { database } from './db';

/** How long to gather changes before they are written, in milliseconds. */
const writeDelay = 1_000;

let stop: (() => void) | undefined;
let keep: () => Promise<void> = async () => {};

/** Shows what this person last saw, and keeps what is read from now on, so that it can be read offline. */
export async function openCache(client: QueryClient, userId: number): Promise<void> {
  closeCache();
  const db = await database();
  const kept = await db.get('cache', userId);
  if (kept !== undefined) {
    hydrate(client, kept as DehydratedState);
    // Another tab may have done something since: what is kept is shown, and read anew where it can be.
    void client.invalidateQueries();
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  keep = async () => {
    clearTimeout(timer);
    timer = undefined;
    const { store, done } = db.transaction('cache', 'readwrite');
    const before = (await store.get(userId)) as DehydratedState | undefined;
    await Promise.all([store.put(newest(before, dehydrate(client)), userId), done]);
  };
  const unsubscribe = client.getQueryCache().subscribe((event) => {
    if (event.type === 'updated' && event.action.type === 'success') {
      timer ??= setTimeout(() => void keep(), writeDelay);
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
  keep = async () => {};
}

/** Keeps at once what was read: before the outbox forgets what led to it. */
export const keepCache = (): Promise<void> => keep();

/** Other tabs keep what they have read in the same place, and none of them has read all: of each thing the newest counts. */
function newest(before: DehydratedState | undefined, now: DehydratedState): DehydratedState {
  const queries = new Map(before?.queries.map((query) => [query.queryHash, query]));
  for (const query of now.queries) {
    const kept = queries.get(query.queryHash);
    if (kept === undefined || kept.state.dataUpdatedAt <= query.state.dataUpdatedAt) {
      queries.set(query.queryHash, query);
    }
  }
  return { ...now, queries: [...queries.values()] };
}

/** Forgets all that was kept, of everybody: nobody is signed in any more. */
export async function eraseCache(): Promise<void> {
  await (await database()).clear('cache');
}
