import { EventSourceParserStream } from 'eventsource-parser/stream';
import { fetchAs } from '../api/client';
import { ApiError } from '../api/problem';
import type { ActiveSession, LiveMessage } from '../api/types';
import { hasSlept, suiteNow, synchronize } from './clock';

/** The person's live session as the server told it last, with the instant at which it will end. */
export interface LiveState {
  /** Undefined until the server has been heard. */
  session: ActiveSession | null | undefined;
  /** Suite time in milliseconds; null while paused. */
  plannedEnd: number | null;
  isConnected: boolean;
}

/** A stream that says nothing for so long is dead: the gateway shows every 15 s that it lives. */
const silence = 40_000;
const firstWait = 500;
const longestWait = 30_000;

let state: LiveState = { session: undefined, plannedEnd: null, isConnected: false };
let lastEventId = '';
let running: AbortController | undefined;
let heard = 0;
const listeners = new Set<() => void>();
let onChange: (session: ActiveSession | null) => void = () => {};

export const liveState = (): LiveState => state;

export function onLive(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function set(next: Partial<LiveState>): void {
  state = { ...state, ...next };
  for (const listener of listeners) {
    listener();
  }
}

/**
 * When a session will end, by one message. A message is an upper bound: it may have been under way for a while, and it tells whole seconds.
 * Ticks come as a second begins, so that the least bound since the last change is the truth within a few milliseconds.
 */
export function plannedEndAfter(session: ActiveSession, now: number, known: number | null): number | null {
  if (session.status !== 'active') {
    return null;
  }
  const bound = now + session.remaining_seconds * 1000;
  return known === null ? bound : Math.min(known, bound);
}

/** Whether two messages tell the same run of a session's clock: nothing was paused or resumed between them. */
function isSameRun(a: ActiveSession | null | undefined, b: ActiveSession): boolean {
  return a?.session_id === b.session_id && a.status === b.status;
}

/** Takes over what the server told, by the stream or by an answer. */
export function hearSession(session: ActiveSession | null, isChange = true): void {
  const before = state.session;
  // A change may have been a pause and a resume in one: what was known of the end counts for nothing then.
  const known = session !== null && !isChange && isSameRun(before, session) ? state.plannedEnd : null;
  set({ session, plannedEnd: session === null ? null : plannedEndAfter(session, suiteNow(), known) });
}

/** A session has ended, by an answer. */
export function hearEnd(id: string): void {
  if (state.session?.session_id === id) {
    hearSession(null);
  }
}

/** Listens from now on. `changed` is told of each change of the session, wherever it was made, but for the first state. */
export function openLive(changed: (session: ActiveSession | null) => void): void {
  onChange = changed;
  if (running === undefined) {
    running = new AbortController();
    void listen(running.signal);
  }
}

export function closeLive(): void {
  running?.abort();
  running = undefined;
  lastEventId = '';
  set({ session: undefined, plannedEnd: null, isConnected: false });
}

/** Looks again at once: the tab is seen again, or the connection is back. */
export function wakeLive(): void {
  if (running === undefined) {
    return;
  }
  void synchronize();
  if (!state.isConnected || performance.now() - heard > silence / 2 || hasSlept()) {
    running.abort();
    running = new AbortController();
    void listen(running.signal);
  }
}

async function listen(signal: AbortSignal): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    try {
      await listenOnce(signal, () => {
        failures = 0;
      });
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      // Signed out: whoever asked for the token says so.
      if (error instanceof ApiError && error.status === 401) {
        set({ isConnected: false });
        return;
      }
      failures += 1;
    }
    set({ isConnected: false });
    const wait =
      failures === 0
        ? firstWait / 2
        : Math.min(longestWait, firstWait * 2 ** (failures - 1)) * (0.5 + Math.random() / 2);
    await pause(wait, signal);
  }
}

async function listenOnce(signal: AbortSignal, heardOne: () => void): Promise<void> {
  const broken = new AbortController();
  const stop = () => broken.abort();
  signal.addEventListener('abort', stop, { once: true });
  // A watch on the silence: fetch itself would wait for ever.
  let watch = setTimeout(stop, silence);
  try {
    const response = await fetchAs(
      new Request(new URL('/api/v1/focus/sessions/live/', location.origin), {
        headers: { Accept: 'text/event-stream', ...(lastEventId === '' ? {} : { 'Last-Event-ID': lastEventId }) },
        signal: broken.signal,
      }),
      null,
    );
    const bytes = (response.body as ReadableStream<Uint8Array<ArrayBuffer>>).pipeThrough(
      new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
        transform(chunk, controller) {
          clearTimeout(watch);
          watch = setTimeout(stop, silence);
          heard = performance.now();
          controller.enqueue(chunk);
        },
      }),
    );
    const events = bytes.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream()).getReader();
    for (;;) {
      const { done, value } = await events.read();
      if (done) {
        return;
      }
      if (value.event === undefined || value.event === 'message') {
        heardOne();
        hear(JSON.parse(value.data) as LiveMessage);
      } else if (value.event === 'error') {
        throw new Error(value.data);
      }
    }
  } finally {
    clearTimeout(watch);
    signal.removeEventListener('abort', stop);
    stop();
  }
}

function hear(message: LiveMessage): void {
  const isFirst = !state.isConnected;
  const wasKnown = state.session !== undefined;
  lastEventId = message.event_id;
  if (isFirst) {
    set({ isConnected: true });
  }
  const session = message.active_session ?? null;
  hearSession(session, message.kind !== 'tick');
  // The first state of a new connection tells of a change only when something was known before.
  if (message.kind === 'change' || (message.kind === 'state' && wasKnown)) {
    onChange(session);
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done, { once: true });
  });
}
