import { beforeEach, describe, expect, test, vi } from 'vitest';

const user = { id: 7, email: 'ada@example.com', first_name: 'Ada' };
const answer = () => Response.json({ results: { data: { user, tokens: { access: 'token' } } } });
const problem = (status: number, code: string) => Response.json({ code, detail: '' }, { status });
const fetched = vi.fn<typeof fetch>();

async function load() {
  vi.resetModules();
  return import('./session');
}

beforeEach(() => {
  localStorage.clear();
  fetched.mockReset();
  vi.stubGlobal('fetch', fetched);
});

describe('the session', () => {
  test('of a new visitor is known without a request', async () => {
    const { currentSession, refresh } = await load();
    await refresh();
    expect(currentSession()).toEqual({ status: 'signed-out' });
    expect(fetched).not.toHaveBeenCalled();
  });

  test('keeps the token out of everything that lasts', async () => {
    fetched.mockImplementation(async () => answer());
    const { accessToken, signIn } = await load();
    await signIn('ada@example.com', 'secret');
    expect(await accessToken()).toBe('token');
    expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain('token');
    expect(document.cookie).not.toContain('token');
  });

  test('asks once for a new token, however many need it', async () => {
    localStorage.setItem('focus.user', JSON.stringify(user));
    fetched.mockImplementation(async () => answer());
    const { accessToken } = await load();
    expect(await Promise.all([accessToken(), accessToken(), accessToken()])).toEqual(['token', 'token', 'token']);
    expect(fetched).toHaveBeenCalledTimes(1);
  });

  test('is that of the last person while there is no connection', async () => {
    localStorage.setItem('focus.user', JSON.stringify(user));
    fetched.mockImplementation(async () => {
      throw new TypeError('failed');
    });
    const { currentSession, refresh } = await load();
    await expect(refresh()).rejects.toMatchObject({ code: 'OFFLINE' });
    expect(currentSession()).toMatchObject({ status: 'signed-in', isOffline: true });
  });

  test('ends when the token is refused, and says why', async () => {
    localStorage.setItem('focus.user', JSON.stringify(user));
    fetched.mockImplementation(async () => problem(401, 'SIGNED_OUT'));
    const { currentSession, refresh } = await load();
    expect(await refresh()).toBeUndefined();
    expect(currentSession()).toEqual({ status: 'signed-out', because: 'SIGNED_OUT' });
    expect(localStorage.getItem('focus.user')).toBeNull();
  });

  test('is over here even when nobody can be told', async () => {
    fetched
      .mockImplementationOnce(async () => answer())
      .mockImplementation(async () => {
        throw new TypeError('failed');
      });
    const { currentSession, signIn, signOut } = await load();
    await signIn('ada@example.com', 'secret');
    await expect(signOut()).rejects.toMatchObject({ code: 'OFFLINE' });
    expect(currentSession()).toEqual({ status: 'signed-out' });
  });

  test('that ended without a connection is ended at the server as soon as there is one', async () => {
    fetched
      .mockImplementationOnce(async () => answer())
      .mockImplementationOnce(async () => {
        throw new TypeError('failed');
      })
      .mockImplementation(async () => Response.json({}));
    const first = await load();
    await first.signIn('ada@example.com', 'secret');
    await first.signOut().catch(() => undefined);
    const { refresh } = await load();
    await refresh();
    await refresh();
    expect(fetched.mock.calls.map(([address]) => address)).toEqual([
      '/app/session/login',
      '/app/session/logout',
      '/app/session/logout',
    ]);
  });

  test('that begins anew is not ended by the sign-out before', async () => {
    fetched
      .mockImplementationOnce(async () => {
        throw new TypeError('failed');
      })
      .mockImplementation(async () => answer());
    const { refresh, signIn, signOut } = await load();
    await signOut().catch(() => undefined);
    await signIn('ada@example.com', 'secret');
    await refresh();
    expect(fetched.mock.calls.map(([address]) => address)).toEqual([
      '/app/session/logout',
      '/app/session/login',
      '/app/session/refresh',
    ]);
  });
});
