import { useCallback, useEffect, useRef } from 'react';
import { api } from '../api/client';
import type { ActiveSession } from '../api/types';
import { useCommand } from '../offline/useCommand';
import { hearSession, liveState } from './live';

/** Reads the live session where no stream tells it. */
export async function lookAgain(): Promise<void> {
  if (!liveState().isConnected) {
    const { data } = await api.GET('/api/v1/focus/sessions/active/');
    hearSession(data?.active_session ?? null);
  }
}

/** Pauses the session, or lets it go on. The server's clock counts, so that both need a connection. */
export function useToggle(session: ActiveSession | null | undefined) {
  const pause = useCommand('session.pause');
  const resume = useCommand('session.resume');
  const id = session?.session_id;
  const command = session?.status === 'paused' ? resume : pause;
  const { run } = command;
  const toggle = useCallback(async () => {
    if (id !== undefined && (await run({ session_id: id })) !== undefined) {
      await lookAgain().catch(() => undefined);
    }
  }, [run, id]);
  return { toggle, isRunning: command.isRunning, error: command.error };
}

/** A function that stays the same and does what the last drawing meant: for commands, which should not change with each letter. */
export function useLatest(act: () => void): () => void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  return useCallback(() => latest.current(), []);
}
