import { useEffect, useState, useSyncExternalStore } from 'react';
import { useOutbox } from '../api/queries';
import type { ActiveSession } from '../api/types';
import { sessionWith } from '../offline/pending';
import { suiteNow, suiteScale } from './clock';
import { liveState, onLive } from './live';

export interface TimerState {
  /** Undefined while it is not known. */
  session: ActiveSession | null | undefined;
  /** Seconds until the planned end, at least 0. */
  remaining: number;
  /** Whether the planned end has passed. */
  isOver: boolean;
  isConnected: boolean;
}

/** The person's live session, as the server's clock has it. Components that use this are drawn once a second of the suite's time. */
export function useTimer(): TimerState {
  const live = useSyncExternalStore(onLive, liveState);
  const entries = useOutbox();
  const session = live.session === undefined ? undefined : sessionWith(live.session, entries);
  const remaining = remainingOf(session ?? null, live.plannedEnd);
  const runs = session?.status === 'active';
  const [, draw] = useState(0);
  useEffect(() => {
    if (!runs) {
      return;
    }
    let timer: ReturnType<typeof setTimeout>;
    const next = () => {
      draw((count) => count + 1);
      // Just after the second has changed. Never more often than the screen is drawn, however fast the suite's time runs.
      const rest = (((live.plannedEnd ?? 0) - suiteNow()) % 1000) / suiteScale();
      timer = setTimeout(next, Math.max(50, (rest <= 0 ? rest + 1000 / suiteScale() : rest) + 5));
    };
    next();
    return () => clearTimeout(timer);
  }, [runs, live.plannedEnd]);
  return { session, remaining, isOver: session?.status === 'active' && remaining <= 0, isConnected: live.isConnected };
}

/** Seconds until the planned end of a session by the suite's clock now. */
export function remainingOf(session: ActiveSession | null, plannedEnd: number | null): number {
  if (session === null) {
    return 0;
  }
  return plannedEnd === null ? session.remaining_seconds : Math.max(0, (plannedEnd - suiteNow()) / 1000);
}
