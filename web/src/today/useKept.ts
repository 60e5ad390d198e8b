import { useCallback, useState } from 'react';
import type { AnswerOf, BodyOf, Kind } from '../offline/commands';
import { submit } from '../offline/outbox';
import { announce } from '../ui/announce';
import { errorText } from '../ui/ErrorText';

/**
 * Like useCommand, for what may wait for a connection. Its answer may take days, so that one thing must not keep the next one from being
 * done: two tasks, or a task and back.
 */
export function useKept<K extends Kind>(kind: K) {
  const [error, setError] = useState<unknown>(null);
  const run = useCallback(
    async (body: BodyOf<K>): Promise<AnswerOf<K> | undefined> => {
      setError(null);
      try {
        return await submit(kind, body);
      } catch (failure) {
        setError(failure);
        announce(errorText(failure));
        return undefined;
      }
    },
    [kind],
  );
  return { run, error, setError };
}
