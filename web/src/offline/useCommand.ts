import { useCallback, useRef, useState } from 'react';
import { announce } from '../ui/announce';
import { errorText } from '../ui/ErrorText';
import type { AnswerOf, BodyOf, Kind } from './commands';
import { submit } from './outbox';

export interface CommandState<K extends Kind> {
  /** Does it. Resolves with the answer, or with undefined when it was refused; what was refused is told by `error` and read aloud. */
  run: (body: BodyOf<K>) => Promise<AnswerOf<K> | undefined>;
  /** Whether something is under way. A second tap while it is does nothing. */
  isRunning: boolean;
  error: unknown;
  clear: () => void;
}

/**
 * Something that the person can do on a screen. It is kept before it is sent; what it changes shows at once where it is not urgent (see
 * pending.ts), and for good when the server has answered.
 */
export function useCommand<K extends Kind>(kind: K): CommandState<K> {
  const [isRunning, setRunning] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const running = useRef(false);
  const run = useCallback(
    async (body: BodyOf<K>) => {
      if (running.current) {
        return undefined;
      }
      running.current = true;
      setRunning(true);
      setError(null);
      try {
        return await submit(kind, body);
      } catch (failure) {
        setError(failure);
        announce(errorText(failure));
        return undefined;
      } finally {
        running.current = false;
        setRunning(false);
      }
    },
    [kind],
  );
  const clear = useCallback(() => setError(null), []);
  return { run, isRunning, error, clear };
}
