import { fetchAs } from '../api/client';
import { ApiError, offline } from '../api/problem';
import { type AnswerOf, type BodyOf, type Command, type Kind, rules } from './commands';
import { database, type Entry } from './db';

/** How long something whose moment matters may wait for a connection, in milliseconds. */
const urgentPatience = 30_000;

/** The server forgets a key after 24 hours. What was sent before that and never answered must not be sent again. */
const keyLifetime = 23 * 3_600_000;

/** How often something is tried that was changed by somebody else at the same time. */
const conflictTries = 5;

const firstWait = 1_000;
const longestWait = 60_000;

/** The client's own words for why something was not sent. */
export const tooLate = 'TOO_LATE';
export const unsure = 'UNSURE';

/** What the rest of the client does when something has been answered, before the entry goes: it reads what came of it, or rejects. */
type Follow = (entry: Entry, effectsArePending: boolean) => Promise<void>;

type News =
  | { type: 'changed' }
  | { type: 'settled'; entry: Entry; effectsArePending: boolean; answer?: unknown; error?: ErrorNews };
interface ErrorNews {
  status: number;
  detail: string;
  fields: Record<string, string[]>;
}

const channel = new BroadcastChannel('focus.outbox');
const waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (error: ApiError) => void }>();
const listeners = new Set<() => void>();
/** What another tab has sent and may have forgotten by now. It counts here until this tab, too, has read what came of it. */
const followed = new Map<number, Entry>();

/** What the entries are until they have been read: nobody knows yet what to lay over what the server said. */
export const notRead: readonly Entry[] = [];

let entries = notRead;
let userId: number | undefined;
let follow: Follow = async () => {};
let timer: ReturnType<typeof setTimeout> | undefined;
let failures = 0;

channel.onmessage = (event: MessageEvent<News>) => void hear(event.data);

async function hear(news: News): Promise<void> {
  if (news.type === 'settled') {
    settle(news);
    // While this tab opens, screens read already, perhaps what was before: it is followed as soon as it is known who is here.
    if (userId === undefined || news.entry.userId === userId) {
      followed.set(news.entry.id, news.entry);
    }
    if (news.entry.userId === userId) {
      await followOther(news.entry, news.effectsArePending);
    }
  }
  await read();
}

async function followOther(entry: Entry, effectsArePending: boolean): Promise<void> {
  if (await isRead(entry, effectsArePending)) {
    followed.delete(entry.id);
  }
}

/** The person's entries, oldest first: a snapshot that changes as a whole. */
export const outboxEntries = (): readonly Entry[] => entries;

export function onOutboxChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Begins to send what this person did here, also what was left from last time. Another person's entries wait for that person. */
export async function openOutbox(person: number, onAnswer: Follow): Promise<void> {
  userId = person;
  follow = onAnswer;
  failures = 0;
  for (const [id, entry] of followed) {
    if (entry.userId !== person) {
      followed.delete(id);
    }
  }
  await read();
  void drain();
}

export function closeOutbox(): void {
  userId = undefined;
  entries = notRead;
  followed.clear();
  clearTimeout(timer);
  tellListeners();
}

/**
 * Keeps what a person did, and sends it. The promise is that of the answer: it may take days. Rejects with {@link ApiError} when the server
 * refuses, or at once when the moment matters and there is no connection. What was refused stays until it is dismissed.
 */
export async function submit<K extends Kind>(kind: K, body: BodyOf<K>): Promise<AnswerOf<K>> {
  if (userId === undefined) {
    throw new ApiError(401, 'UNAUTHENTICATED', 'Nobody is signed in.');
  }
  if (rules[kind].isUrgent && !navigator.onLine) {
    throw offline();
  }
  const entry = {
    ...({ kind, body } as Command),
    userId,
    key: crypto.randomUUID(),
    at: Date.now(),
    attempts: 0,
    sentAt: null,
    state: 'waiting' as const,
    code: null,
  };
  const id = await (await database()).add('outbox', entry);
  const answer = new Promise<AnswerOf<K>>((resolve, reject) => {
    waiting.set(id, { resolve: resolve as (answer: unknown) => void, reject });
  });
  await changed();
  void drain();
  return answer;
}

/** Takes away an entry that was refused and that the person has seen. */
export async function dismiss(id: number): Promise<void> {
  await (await database()).delete('outbox', id);
  await changed();
}

/** Sends what waits, in order, one at a time over all tabs. Called at the start, when a connection is back, and when the tab is seen. */
export async function drain(): Promise<void> {
  const person = userId;
  if (person === undefined) {
    return;
  }
  clearTimeout(timer);
  timer = undefined;
  for (const entry of followed.values()) {
    void followOther(entry, false).then(read);
  }
  await navigator.locks.request('focus.outbox', async () => {
    const unread = new Set<number>();
    for (;;) {
      const entry = await first(person, unread);
      if (entry === undefined) {
        break;
      }
      if (person !== userId || !(await handle(entry, unread))) {
        return;
      }
    }
    if (unread.size > 0) {
      retryLater(offline());
    }
  });
}

/** The first entry that is not refused, and that does not only wait to be read. */
async function first(person: number, unread: ReadonlySet<number>): Promise<Entry | undefined> {
  const all = (await (await database()).getAll('outbox')) as Entry[];
  return all.find((entry) => entry.userId === person && entry.state !== 'refused' && !unread.has(entry.id));
}

/** Whether the queue goes on. What was answered and could not be read again joins the unread. */
async function handle(entry: Entry, unread: Set<number>): Promise<boolean> {
  if (entry.state === 'done') {
    // The tab that sent it was closed, or lost the connection, before it could read what came of it.
    await finish(entry, false, unread);
    return true;
  }
  const isSent = entry.sentAt !== null;
  if (isSent && Date.now() - (entry.sentAt ?? 0) > keyLifetime) {
    await refuse(entry, new ApiError(0, unsure, 'Nobody knows whether it arrived.'));
    return true;
  }
  if (rules[entry.kind].isUrgent && Date.now() - entry.at > urgentPatience) {
    await refuse(entry, new ApiError(0, isSent ? unsure : tooLate, 'It could not be sent in time.'));
    return true;
  }
  if (!navigator.onLine) {
    return false;
  }
  const attempt: Entry = { ...entry, attempts: entry.attempts + 1, sentAt: entry.sentAt ?? Date.now() };
  await write(attempt);
  try {
    const response = await send(attempt);
    const answer: unknown = await response.json();
    failures = 0;
    const done: Entry = { ...attempt, state: 'done' };
    const effectsArePending = response.headers.get('Focus-Effects') === 'pending';
    await write(done);
    announce({ type: 'settled', entry: done, effectsArePending, answer });
    await finish(done, effectsArePending, unread);
    return true;
  } catch (error) {
    // An answer that broke off is no answer: the same key asks for it again.
    const failure = error instanceof ApiError ? error : offline();
    if (failure.status === 401) {
      return false;
    }
    if (failure.isTransient || (failure.status === 409 && attempt.attempts < conflictTries)) {
      retryLater(failure);
      return false;
    }
    failures = 0;
    await refuse(attempt, failure);
    return true;
  }
}

function send(entry: Entry): Promise<Response> {
  return fetchAs(
    new Request(new URL(rules[entry.kind].path, location.origin), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': entry.key },
      body: JSON.stringify(entry.body),
    }),
  );
}

async function finish(entry: Entry, effectsArePending: boolean, unread: Set<number>): Promise<void> {
  // The entry goes only when the new state is here, so that nothing flickers back, also when the connection is lost right now.
  if (await isRead(entry, effectsArePending)) {
    await (await database()).delete('outbox', entry.id);
    await changed();
  } else {
    unread.add(entry.id);
  }
}

/** Reads what came of an entry. What the server refuses to show is as good as read: it would be refused again. */
async function isRead(entry: Entry, effectsArePending: boolean): Promise<boolean> {
  try {
    await follow(entry, effectsArePending);
    return true;
  } catch (error) {
    return error instanceof ApiError && !error.isTransient && error.status !== 401;
  }
}

async function refuse(entry: Entry, error: ApiError): Promise<void> {
  const refused: Entry = { ...entry, state: 'refused', code: error.code };
  await write(refused);
  await follow(entry, false).catch(() => undefined);
  announce({
    type: 'settled',
    entry: refused,
    effectsArePending: false,
    error: { status: error.status, detail: error.message, fields: error.fields as Record<string, string[]> },
  });
  await changed();
}

function retryLater(failure: ApiError): void {
  failures += 1;
  const wait = Math.min(longestWait, firstWait * 2 ** (failures - 1));
  // Clients that lost the same server must not all come back at once.
  const jittered = wait * (0.5 + Math.random() / 2);
  clearTimeout(timer);
  timer = setTimeout(() => void drain(), Math.max(jittered, (failure.retryAfter ?? 0) * 1000));
}

function announce(news: Extract<News, { type: 'settled' }>): void {
  settle(news);
  channel.postMessage(news);
}

function settle(news: Extract<News, { type: 'settled' }>): void {
  const { id, code } = news.entry;
  const waiter = waiting.get(id);
  if (waiter === undefined) {
    return;
  }
  waiting.delete(id);
  if (news.error === undefined) {
    waiter.resolve(news.answer);
  } else {
    const { status, detail, fields } = news.error;
    waiter.reject(Object.assign(new ApiError(status, code ?? '', detail, fields), { entry: id }));
  }
}

async function write(entry: Entry): Promise<void> {
  await (await database()).put('outbox', entry);
  await read();
}

async function changed(): Promise<void> {
  channel.postMessage({ type: 'changed' } satisfies News);
  await read();
}

async function read(): Promise<void> {
  const all = (await (await database()).getAll('outbox')) as Entry[];
  const kept = new Set(all.map((entry) => entry.id));
  const others = [...followed.values()].filter((entry) => entry.state === 'done' && !kept.has(entry.id));
  entries = [...all, ...others].filter((entry) => entry.userId === userId).toSorted((a, b) => a.id - b.id);
  tellListeners();
}

function tellListeners(): void {
  for (const listener of listeners) {
    listener();
  }
}
