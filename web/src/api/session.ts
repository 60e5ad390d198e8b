import { ApiError, errorOf, offline } from './problem';
import type { User } from './types';

/**
 * Who is signed in. The access token lives in the memory of this tab; the refresh token in a cookie that no script can read. The gateway
 * puts it there and sends it on.
 */
export type SessionState =
  | { status: 'unknown' }
  | { status: 'signed-out'; because?: string }
  | { status: 'signed-in'; user: User; isOffline: boolean };

interface Answer {
  results?: { data?: { user: User; tokens: { access: string } } };
}

const rememberedUser = 'focus.user';
/** A sign-out that the server has not heard of: only it can take the cookie away. */
const unsaidLogout = 'focus.logout';
const channel = new BroadcastChannel('focus.session');

let state: SessionState = { status: 'unknown' };
let token: string | undefined;
let refreshing: Promise<string | undefined> | undefined;
const listeners = new Set<() => void>();

function change(next: SessionState): void {
  state = next;
  for (const listener of listeners) {
    listener();
  }
}

// Another tab has signed out, or has signed somebody else in.
channel.onmessage = (event: MessageEvent<{ userId: number | null }>) => {
  const mine = state.status === 'signed-in' ? state.user.id : null;
  if (event.data.userId !== mine) {
    token = undefined;
    if (event.data.userId === null) {
      change({ status: 'signed-out' });
    } else {
      location.reload();
    }
  }
};

export const currentSession = (): SessionState => state;

export function onSessionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

async function post(action: 'login' | 'signup' | 'refresh' | 'logout', body: unknown): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(`/app/session/${action}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Focus-Client': 'web' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(15_000),
    });
  } catch {
    throw offline();
  }
  if (!response.ok) {
    throw await errorOf(response);
  }
  return (await response.json()) as Answer;
}

function signedIn(answer: Answer): string {
  const data = answer.results?.data;
  if (data === undefined) {
    throw new ApiError(502, 'UNAVAILABLE', 'The answer was not understood.');
  }
  token = data.tokens.access;
  localStorage.setItem(rememberedUser, JSON.stringify(data.user));
  localStorage.removeItem(unsaidLogout);
  change({ status: 'signed-in', user: data.user, isOffline: false });
  return token;
}

/** Signs in. Throws {@link ApiError}. */
export async function signIn(email: string, password: string): Promise<void> {
  signedIn(await post('login', { email, password }));
  tellOtherTabs();
}

/** Makes an account and signs it in. Throws {@link ApiError}. */
export async function signUp(account: {
  email: string;
  password: string;
  first_name: string;
  time_zone: string;
}): Promise<void> {
  signedIn(await post('signup', account));
  tellOtherTabs();
}

/** Signs out here, or everywhere. The browser forgets the person even when nobody can be told: the server is told later then. */
export async function signOut(all = false): Promise<void> {
  localStorage.setItem(unsaidLogout, JSON.stringify({ all }));
  try {
    await sayLogout();
  } finally {
    forget();
    tellOtherTabs();
  }
}

async function sayLogout(): Promise<void> {
  const body = localStorage.getItem(unsaidLogout);
  if (body === null) {
    return;
  }
  try {
    await post('logout', JSON.parse(body));
  } catch (error) {
    if (error instanceof ApiError && error.isTransient) {
      throw error;
    }
  }
  localStorage.removeItem(unsaidLogout);
}

/** Forgets who was signed in, for example after the account was deleted. */
export function forget(because?: string): void {
  token = undefined;
  localStorage.removeItem(rememberedUser);
  change(because === undefined ? { status: 'signed-out' } : { status: 'signed-out', because });
}

function tellOtherTabs(): void {
  channel.postMessage({ userId: state.status === 'signed-in' ? state.user.id : null });
}

/**
 * Finds out who is signed in: at the start, and again when a token has expired. Offline it is who was last signed in here, so that the last
 * state can be read.
 */
export function refresh(): Promise<string | undefined> {
  refreshing ??= refreshOnce().finally(() => {
    refreshing = undefined;
  });
  return refreshing;
}

async function refreshOnce(): Promise<string | undefined> {
  if (localStorage.getItem(rememberedUser) === null) {
    // Nobody is signed in here: there is nothing to ask for. Why, if it was told, stays told.
    if (state.status !== 'signed-out') {
      change({ status: 'signed-out' });
    }
    await sayLogout().catch(() => undefined);
    return undefined;
  }
  try {
    // Tabs take turns, since a refresh token is good for one use.
    return await navigator.locks.request('focus.refresh', async () => signedIn(await post('refresh', {})));
  } catch (error) {
    const failure = error instanceof ApiError ? error : offline();
    if (!failure.isTransient) {
      forget(failure.code);
      return undefined;
    }
    const remembered = localStorage.getItem(rememberedUser);
    if (state.status !== 'signed-in' && remembered !== null) {
      change({ status: 'signed-in', user: JSON.parse(remembered) as User, isOffline: true });
    }
    throw failure;
  }
}

/** The access token, or undefined when nobody is signed in. Throws when it cannot be had for want of a connection. */
export async function accessToken(): Promise<string | undefined> {
  return token ?? (await refresh());
}

/** Drops a token that was refused, unless a newer one is there by now. */
export function dropToken(refused: string): void {
  if (token === refused) {
    token = undefined;
  }
}
