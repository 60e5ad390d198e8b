import createClient from 'openapi-fetch';
import { errorOf, offline } from './problem';
import type { paths } from './schema';
import { accessToken, dropToken } from './session';

/** How long a request may take. The gateway's own bound is shorter; this one is for a connection that has died. */
const requestTimeout = 15_000;

/**
 * fetch with the person's token, which is renewed once when it is refused. Throws {@link ApiError} for whatever is no success. A stream has
 * no timeout.
 */
export async function fetchAs(input: Request, timeout: number | null = requestTimeout): Promise<Response> {
  const again = input.clone();
  const token = await accessToken();
  const response = await send(input, token, timeout);
  if (response.status !== 401 || token === undefined) {
    return answer(response);
  }
  dropToken(token);
  return answer(await send(again, await accessToken(), timeout));
}

async function send(request: Request, token: string | undefined, timeout: number | null): Promise<Response> {
  if (token !== undefined) {
    request.headers.set('Authorization', `Bearer ${token}`);
  }
  try {
    return await (timeout === null
      ? fetch(request)
      : fetch(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(timeout)]) }));
  } catch (error) {
    if (request.signal.aborted) {
      throw error;
    }
    throw offline();
  }
}

async function answer(response: Response): Promise<Response> {
  if (!response.ok) {
    throw await errorOf(response);
  }
  return response;
}

/** The API, typed by its own document. Every method gives `data`, or throws {@link ApiError}. */
export const api = createClient<paths>({ baseUrl: location.origin, fetch: (request) => fetchAs(request) });
