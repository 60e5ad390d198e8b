import { type FormEvent, useState } from 'react';

/** A form that speaks to the server itself: that it is under way, and what went wrong. */
export function useSubmit(act: (form: FormData) => Promise<void>) {
  const [error, setError] = useState<unknown>(null);
  const [isRunning, setRunning] = useState(false);
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setRunning(true);
    setError(null);
    try {
      await act(form);
    } catch (failure) {
      setError(failure);
    } finally {
      setRunning(false);
    }
  };
  return { onSubmit: (event: FormEvent<HTMLFormElement>) => void onSubmit(event), error, isRunning };
}
