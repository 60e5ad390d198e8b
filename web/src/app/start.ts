import { keys, queryClient, reread } from '../api/queries';
import { currentSession, onSessionChange, refresh } from '../api/session';
import { closeCache, eraseCache, keepCache, openCache } from '../offline/cache';
import { closeOutbox, drain, openOutbox } from '../offline/outbox';
import { synchronize } from '../timer/clock';
import { startEndSignal } from '../timer/end';
import { closeLive, hearEnd, openLive, wakeLive } from '../timer/live';
import { watchForVersions } from './versions';

/** When effects that were not visible yet are looked for, in milliseconds after the answer. */
const lateLooks = [1_500, 5_000, 15_000];

/** Undefined until it is known; null when nobody is signed in. */
let person: number | null | undefined;

/** Starts all that runs beside the screens, and finds out who is signed in. */
export function startClient(): void {
  onSessionChange(() => void follow());
  // Also in a tab that nobody sees: what was done offline must not wait for a look.
  addEventListener('online', wake);
  addEventListener('focus', wake);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') {
      wake();
    }
  });
  startEndSignal();
  watchForVersions();
  void synchronize();
  void refresh().catch(() => undefined);
}

/** Somebody has signed in or out. */
async function follow(): Promise<void> {
  const session = currentSession();
  const next = session.status === 'signed-in' ? session.user.id : null;
  if (next === person) {
    return;
  }
  person = next;
  closeLive();
  closeOutbox();
  closeCache();
  if (next === null) {
    // Whatever ended the session: what was read is not for whoever comes next.
    queryClient.clear();
    await eraseCache();
    return;
  }
  await openCache(queryClient, next);
  await openOutbox(next, async (entry, effectsArePending) => {
    // A session that has ended by an answer must not come back while the stream is silent.
    if (entry.state === 'done' && (entry.kind === 'session.complete' || entry.kind === 'session.cancel')) {
      hearEnd(entry.body.session_id ?? '');
    }
    if (effectsArePending) {
      for (const after of lateLooks) {
        setTimeout(() => void reread(entry).catch(() => undefined), after);
      }
    }
    await reread(entry);
    await keepCache();
  });
  // A change of the session that was made elsewhere shows in days and programs, too.
  openLive(() => void reread({ kind: 'session.complete', body: { session_id: '' } }));
}

function wake(): void {
  const session = currentSession();
  if (session.status === 'signed-in') {
    if (session.isOffline) {
      void refresh().then(
        () => queryClient.invalidateQueries(),
        () => undefined,
      );
    }
    void drain();
    wakeLive();
    void queryClient.invalidateQueries({ queryKey: keys.programs });
  } else {
    // Not known yet, or signed out without a connection.
    void refresh().catch(() => undefined);
  }
}
