import { api } from '../api/client';
import { reread } from '../api/queries';
import type { SessionRecord } from '../api/types';
import { suiteNow } from '../timer/clock';

/** A completed session can be corrected for so long after its end, and a forgotten one entered for so long after its start. */
export const correctableFor = 7 * 24 * 3_600_000;

/** Whether the server would take a correction now. */
export const isCorrectable = ({ status, ended_at }: SessionRecord): boolean =>
  status === 'completed' && ended_at !== null && suiteNow() - Date.parse(ended_at) < correctableFor;

/** The most minutes that can count of a session: what was on the clock, at most the planned time. */
export const mostMinutes = ({ actual_duration_seconds, planned_duration_seconds }: SessionRecord): number =>
  Math.floor(Math.min(actual_duration_seconds ?? 0, planned_duration_seconds) / 60);

/** What changes of a session; what is left out stays. */
interface Correction {
  credited_minutes?: number;
  productivity_rating?: number;
  notes?: string;
}

/** Corrects a session, and reads again what counts it. Twice is as once: it says what counts. */
export async function correct(id: string, body: Correction): Promise<void> {
  const path = { session_id: id };
  await api.PATCH('/api/v1/focus/sessions/{session_id}/', { params: { path }, body });
  await reread({ kind: 'session.log', body: {} });
}

/** Removes a session, and reads again what counted it. By its key a second try after a lost answer finds what the first did. */
export async function remove(id: string, key: string): Promise<void> {
  const path = { session_id: id };
  await api.DELETE('/api/v1/focus/sessions/{session_id}/', { params: { path }, headers: { 'Idempotency-Key': key } });
  await reread({ kind: 'session.log', body: {} });
}

/** An instant as the field for a date and a time takes it, by the clock of this device. */
export function localInput(instant: number): string {
  const local = new Date(instant - new Date(instant).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}
