import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError } from '../api/problem';
import { announce } from '../ui/announce';
import { errorText } from '../ui/ErrorText';
import { type AnswerOf, type BodyOf, type Kind, rules } from './commands';
import { dismiss, submit } from './outbox';

export interface CommandState<K extends Kind> {
  /** Does it. Resolves with the answer, or with undefined when it was refused; what was refused is told by `error` and read aloud. */
  run: (body: BodyOf<K>) => Promise<AnswerOf<K> | undefined>;
  /** Whether something is under way. A second tap on what means a moment does nothing then. */
  isRunning: boolean;
  error: unknown;
  setError: (error: unknown) => void;
}

/**
 * Something that the person can do on a screen. It is kept before it is sent; what it changes shows at once where it is not urgent (see
 * pending.ts), and for good when the server has answered. What may wait for a connection can be done again before that: two tasks, or a
 * task and back.
 */
export function useCommand<K extends Kind>(kind: K): CommandState<K> {
  const [running, setRunning] = useState(0);
  const [error, setError] = useState<unknown>(null);
  const urgent = useRef(false);
  const isShown = useRef(true);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);
  const run = useCallback(
    async (body: BodyOf<K>) => {
      const { isUrgent } = rules[kind];
      if (isUrgent && urgent.current) {
        return undefined;
      }
      urgent.current = isUrgent;
      setRunning((count) => count + 1);
      setError(null);
      try {
        return await submit(kind, body);
      } catch (failure) {
        if (isShown.current) {
          setError(failure);
          announce(errorText(failure));
          // It is shown here, and needs no other notice. Where the screen is gone, the notice stays.
          if (failure instanceof ApiError && failure.entry !== undefined) {
            await dismiss(failure.entry);
          }
        }
        return undefined;
      } finally {
        urgent.current = false;
        setRunning((count) => count - 1);
      }
    },
    [kind],
  );
  return { run, isRunning: running > 0, error, setError };
}
