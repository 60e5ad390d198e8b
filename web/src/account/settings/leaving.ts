import { api } from '../../api/client';
import { ApiError, errorOf, offline } from '../../api/problem';
import { signOut } from '../../api/session';
import type { Erasure } from '../../api/types';
import { dismiss, outboxEntries } from '../../offline/outbox';

/** The receipt of an erasure. Whoever knows its id may read it: there is no account any more. */
export async function readReceipt(id: string): Promise<Erasure> {
  let response: Response;
  try {
    response = await fetch(`/api/v1/account/erasures/${encodeURIComponent(id)}/`, {
      signal: AbortSignal.timeout(15_000),
    });
  } catch {
    throw offline();
  }
  if (!response.ok) {
    throw await errorOf(response);
  }
  return (await response.json()) as Erasure;
}

/**
 * Deletes the account. The id is the client's, so that the receipt is found also when the answer was lost, and so that a second try is not
 * a second erasure. From the answer on the account is unknown: the receipt is the only thing that can still be read.
 */
export async function eraseAccount(id: string): Promise<Erasure> {
  try {
    const { data } = await api.DELETE('/api/v1/account/', { params: { query: { request_id: id } } });
    return data as Erasure;
  } catch (error) {
    // Nobody answered, or the token is refused because the account is gone already: the receipt knows.
    if (error instanceof ApiError && (error.isTransient || error.status === 401)) {
      return await readReceipt(id).catch(() => {
        throw error;
      });
    }
    throw error;
  }
}

/** Forgets a person whose account is gone: also what waits to be sent, which a sign-out alone keeps. */
export async function forgetPerson(): Promise<void> {
  for (const entry of outboxEntries()) {
    await dismiss(entry.id);
  }
  // The cookie goes with the sign-out, also when its token is unknown by now.
  await signOut().catch(() => undefined);
}
