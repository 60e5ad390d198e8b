import { usePrograms } from '../api/queries';
import type { ProgramListing } from '../api/types';

/** A program that the person is in. */
export type LiveProgram = ProgramListing & { enrollment_id: number; current_day: number };

const kept = 'focus.enrollment';

/** Makes a program the one that Today shows, in this browser. */
export const choose = (enrollment: number): void => localStorage.setItem(kept, String(enrollment));

/** The programs that the person is in: the one that Today shows first. */
export function liveFirst(programs: readonly ProgramListing[], chosen: number): LiveProgram[] {
  const live = programs.filter((one): one is LiveProgram => one.is_enrolled && one.enrollment_id !== null);
  const rank = (one: LiveProgram) =>
    (one.enrollment_status === 'in_progress' ? 0 : 10) + (one.enrollment_id === chosen ? 0 : 1);
  return live.toSorted((a, b) => rank(a) - rank(b));
}

/** What Today shows: the chosen program when it is in progress, else one that is. Undefined while it loads, null when there is none. */
export function useCurrentProgram(): LiveProgram | null | undefined {
  const { data } = usePrograms();
  return data === undefined ? undefined : (liveFirst(data, Number(localStorage.getItem(kept)))[0] ?? null);
}
