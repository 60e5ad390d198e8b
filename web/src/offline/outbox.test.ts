import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ApiError } from '../api/problem';
import type { Entry } from './db';

vi.mock('../api/client', () => ({ fetchAs: vi.fn() }));

const { fetchAs } = await import('../api/client');
const { closeOutbox, dismiss, drain, openOutbox, outboxEntries, submit } = await import('./outbox');
const { database } = await import('./db');
const send = vi.mocked(fetchAs);

const body = { enrollment_id: 7, day_number: 1, task_index: 0, is_completed: true, request_id: '' };
/** What another tab has sent. */
const entry = {
  id: 5,
  kind: 'task',
  body,
  userId: 1,
  key: 'k',
  at: 0,
  attempts: 1,
  sentAt: 0,
  state: 'done',
  code: null,
};
const done = () => Promise.resolve(Response.json({ success: true }));
const lost = () => Promise.reject(new ApiError(0, 'OFFLINE', ''));
const keysSent = () => send.mock.calls.map(([request]) => request.headers.get('Idempotency-Key'));
const online = (is: boolean) => Object.assign(navigator, { onLine: is });

beforeEach(async () => {
  online(true);
  send.mockReset();
  await (await database()).clear('outbox');
  await openOutbox(1, async () => {});
});

afterEach(() => {
  vi.useRealTimers();
  closeOutbox();
});

describe('the outbox', () => {
  test('sends what was done, and forgets it when the new state has been read', async () => {
    const order: string[] = [];
    await openOutbox(1, async (entry) => {
      order.push(`${entry.state}, ${outboxEntries().length} kept`);
    });
    send.mockImplementation(done);
    await expect(submit('task', body)).resolves.toEqual({ success: true });
    await vi.waitFor(() => expect(outboxEntries()).toEqual([]));
    expect(order).toEqual(['done, 1 kept']);
  });

  test('sends a lost request again with the same key', async () => {
    send.mockImplementationOnce(lost).mockImplementation(done);
    const answer = submit('task', body);
    await vi.waitFor(() => expect(send).toHaveBeenCalledTimes(1));
    await vi.waitFor(() => expect(outboxEntries()[0]?.attempts).toBe(1));
    await drain();
    await answer;
    const [first, second] = keysSent();
    expect(first).toMatch(/^[0-9a-f-]{36}$/);
    expect(second).toBe(first);
  });

  test('keeps the order: what comes later waits for what is stuck', async () => {
    send.mockImplementationOnce(lost).mockImplementation(done);
    const first = submit('task', body);
    await vi.waitFor(() => expect(outboxEntries()[0]?.attempts).toBe(1));
    const second = submit('task', { ...body, is_completed: false });
    await Promise.all([first, second]);
    const sent = await Promise.all(send.mock.calls.map(([request]) => request.clone().json()));
    expect(sent.map((one: { is_completed: boolean }) => one.is_completed)).toEqual([true, true, false]);
  });

  test('finishes what another run of the tab had sent, without sending it again', async () => {
    const left = {
      kind: 'task',
      body,
      userId: 1,
      key: 'k',
      at: Date.now(),
      attempts: 1,
      sentAt: Date.now(),
      state: 'done',
      code: null,
    };
    await (await database()).add('outbox', left as unknown as Entry);
    await drain();
    expect(send).not.toHaveBeenCalled();
    await vi.waitFor(() => expect(outboxEntries()).toEqual([]));
  });

  test('sends what was left by a tab that was closed, with its key', async () => {
    const left = {
      kind: 'task',
      body,
      userId: 1,
      key: 'left',
      at: Date.now(),
      attempts: 1,
      sentAt: Date.now(),
      state: 'waiting',
      code: null,
    };
    await (await database()).add('outbox', left as unknown as Entry);
    send.mockImplementation(done);
    await drain();
    expect(keysSent()).toEqual(['left']);
  });

  test('shows what was answered until the new state could be read, and sends the rest meanwhile', async () => {
    let isOnline = false;
    await openOutbox(1, () => (isOnline ? Promise.resolve() : lost()));
    send.mockImplementation(done);
    await Promise.all([submit('task', body), submit('task', { ...body, task_index: 1 })]);
    await drain();
    expect(outboxEntries().map((entry) => entry.state)).toEqual(['done', 'done']);
    isOnline = true;
    await drain();
    expect(send).toHaveBeenCalledTimes(2);
    expect(outboxEntries()).toEqual([]);
  });

  test('shows what another tab has sent until this one, too, has read what came of it', async () => {
    const read = vi.fn<() => Promise<void>>().mockImplementationOnce(lost).mockResolvedValue();
    await openOutbox(1, read);
    const other = new BroadcastChannel('focus.outbox');
    other.postMessage({ type: 'settled', entry, effectsArePending: false, answer: {} });
    other.postMessage({ type: 'settled', entry: { ...entry, id: 6, userId: 2 }, effectsArePending: false, answer: {} });
    await vi.waitFor(() => expect(outboxEntries()).toEqual([entry]));
    await drain();
    await vi.waitFor(() => expect(outboxEntries()).toEqual([]));
    expect(read).toHaveBeenCalledTimes(2);
    other.close();
  });

  test('follows what another tab has sent while this one was opening', async () => {
    closeOutbox();
    const other = new BroadcastChannel('focus.outbox');
    const heard = new Promise((resolve) => {
      const own = new BroadcastChannel('focus.outbox');
      own.onmessage = ({ data }) => data.entry.id === 6 && resolve(own.close());
    });
    other.postMessage({ type: 'settled', entry, effectsArePending: false, answer: {} });
    other.postMessage({ type: 'settled', entry: { ...entry, id: 6, userId: 2 }, effectsArePending: false, answer: {} });
    await heard;
    const seen: string[] = [];
    await openOutbox(1, async ({ id }) => {
      seen.push(`${id}, ${outboxEntries().length} shown`);
    });
    await vi.waitFor(() => expect(seen).toEqual(['5, 1 shown']));
    await vi.waitFor(() => expect(outboxEntries()).toEqual([]));
    other.close();
  });

  test('leaves what another person did here alone', async () => {
    const left = {
      kind: 'task',
      body,
      userId: 2,
      key: 'theirs',
      at: Date.now(),
      attempts: 0,
      sentAt: null,
      state: 'waiting',
      code: null,
    };
    await (await database()).add('outbox', left as unknown as Entry);
    await drain();
    expect(send).not.toHaveBeenCalled();
    expect(await (await database()).count('outbox')).toBe(1);
  });

  test('keeps what was refused while nobody looked, until it is dismissed, and goes on', async () => {
    const left = {
      kind: 'task',
      body,
      userId: 1,
      key: 'k',
      at: Date.now(),
      attempts: 0,
      sentAt: null,
      state: 'waiting',
      code: null,
    };
    await (await database()).add('outbox', left as unknown as Entry);
    await (await database()).add('outbox', { ...left, key: 'next' } as unknown as Entry);
    send.mockImplementationOnce(() => Promise.reject(new ApiError(400, 'DAY_LOCKED', ''))).mockImplementation(done);
    await drain();
    const [refused, ...others] = outboxEntries();
    expect(refused).toMatchObject({ state: 'refused', code: 'DAY_LOCKED' });
    expect(others).toEqual([]);
    expect(keysSent()).toEqual(['k', 'next']);
    await dismiss((refused as Entry).id);
    expect(outboxEntries()).toEqual([]);
  });

  test('tells a refusal to whoever tapped, who may dismiss it', async () => {
    send.mockImplementation(() => Promise.reject(new ApiError(400, 'DAY_LOCKED', '')));
    const error: unknown = await submit('task', body).catch((failure: unknown) => failure);
    const [kept] = outboxEntries();
    expect(kept).toMatchObject({ state: 'refused', code: 'DAY_LOCKED' });
    expect(error).toMatchObject({ code: 'DAY_LOCKED', entry: kept?.id });
  });

  test('keeps all when the person is signed out meanwhile', async () => {
    send.mockImplementation(() => Promise.reject(new ApiError(401, 'INVALID_REFRESH_TOKEN', '')));
    void submit('task', body).catch(() => undefined);
    await vi.waitFor(() => expect(outboxEntries()[0]?.attempts).toBe(1));
    expect(outboxEntries()[0]).toMatchObject({ state: 'waiting' });
  });

  test('refuses what means a moment when there is no connection, and takes the rest', async () => {
    online(false);
    await expect(submit('session.pause', { session_id: 's', request_id: '' })).rejects.toMatchObject({
      code: 'OFFLINE',
    });
    void submit('task', body);
    await vi.waitFor(() => expect(outboxEntries()).toHaveLength(1));
    expect(send).not.toHaveBeenCalled();
  });

  test('gives up what means a moment after half a minute, and says that nobody knows', async () => {
    const at = Date.now() - 31_000;
    const left = {
      kind: 'session.pause',
      body: { session_id: 's' },
      userId: 1,
      key: 'k',
      at,
      attempts: 1,
      sentAt: at,
      state: 'waiting',
      code: null,
    };
    await (await database()).add('outbox', left as unknown as Entry);
    await (await database()).add('outbox', { ...left, sentAt: null } as unknown as Entry);
    await drain();
    expect(send).not.toHaveBeenCalled();
    expect(outboxEntries().map((entry) => entry.code)).toEqual(['UNSURE', 'TOO_LATE']);
  });

  test('does not send a key again that the server has forgotten', async () => {
    const sentAt = Date.now() - 23.5 * 3_600_000;
    const left = {
      kind: 'reflection',
      body: { question: 'q', answer: 'a' },
      userId: 1,
      key: 'k',
      at: sentAt,
      attempts: 1,
      sentAt,
      state: 'waiting',
      code: null,
    };
    await (await database()).add('outbox', left as unknown as Entry);
    await drain();
    expect(send).not.toHaveBeenCalled();
    expect(outboxEntries()[0]).toMatchObject({ state: 'refused', code: 'UNSURE' });
  });
});
