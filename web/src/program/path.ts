import type { EnrollmentStatus } from '../api/types';

/** What a day is to the person: done, the one to do, or one that opens later. */
export type DayState = 'complete' | 'current' | 'locked';

/**
 * The state of a day, without a request for each of 30 days. It is exact: the current day is the first one that is not complete, and no day
 * after it can be worked on (contract). Only when a program is completed is its last day, which stays the current one, complete as well.
 */
export function dayState(day: number, currentDay: number, status: EnrollmentStatus): DayState {
  if (status === 'completed' || day < currentDay) {
    return 'complete';
  }
  return day === currentDay ? 'current' : 'locked';
}

export interface ProgramWeek {
  number: number;
  days: readonly number[];
}

/** The weeks of a program: seven days each, and at the end what is left. */
export function weeksOf(totalDays: number): ProgramWeek[] {
  return Array.from({ length: Math.ceil(totalDays / 7) }, (_, index) => ({
    number: index + 1,
    days: Array.from({ length: Math.min(7, totalDays - 7 * index) }, (_, day) => 7 * index + day + 1),
  }));
}

/** The week that a day is in. */
export const weekOf = (day: number): number => Math.ceil(day / 7);
