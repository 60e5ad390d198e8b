import type { SessionRecord } from '../api/types';
import { addDays, weekdayOf } from '../charts/weeks';
import { type DayRule, dayAt, dayOf, momentIn } from './calendar';

/** The time of a session that counts. */
export interface Work {
  start: number;
  /** When the time that counts ended: at most the planned end, however late the person said so. */
  end: number;
  seconds: number;
}

/** What of the sessions counts: completed ones. Pauses are not in the list, so that `end` is late by one in which a session was completed. */
export function workOf(sessions: readonly SessionRecord[]): Work[] {
  return sessions.flatMap((session) => {
    const { status, started_at, ended_at, actual_duration_seconds, planned_duration_seconds } = session;
    if (status !== 'completed' || started_at === null || ended_at === null || actual_duration_seconds === null) {
      return [];
    }
    const over = Math.max(0, actual_duration_seconds - planned_duration_seconds);
    return {
      start: Date.parse(started_at),
      end: Date.parse(ended_at) - over * 1000,
      seconds: actual_duration_seconds - over,
    };
  });
}

export interface DaySum {
  seconds: number;
  sessions: number;
  /** Whether a session of at least a minute is among them: such a day counts for the streak. */
  counts: boolean;
}

/** The days on which something was done, by date. Seconds add up before minutes are shown, as at the server. */
export function byDay(work: readonly Work[], rule: DayRule): Map<string, DaySum> {
  const days = new Map<string, DaySum>();
  for (const { end, seconds } of work) {
    const date = dayAt(end, rule);
    const day = days.get(date) ?? { seconds: 0, sessions: 0, counts: false };
    days.set(date, {
      seconds: day.seconds + seconds,
      sessions: day.sessions + 1,
      counts: day.counts || seconds >= 60,
    });
  }
  return days;
}

/** Zones differ from UTC by whole quarters of an hour: no hour of any clock begins within one. */
const quarter = 15 * 60_000;

/**
 * Seconds by day of the week (row 0 is Monday) and hour of the clock. A session that runs over an hour's end is shared out. The day of the
 * week is that of the date that the hour counts for: one o'clock at night belongs to the evening before, where a day starts at four.
 */
export function byHour(work: readonly Work[], rule: DayRule): number[][] {
  const grid = Array.from({ length: 7 }, () => new Array<number>(24).fill(0));
  for (const { start, end, seconds } of work) {
    const span = Math.max(1, end - start);
    for (let from = start; from < start + span; ) {
      const to = Math.min(start + span, (Math.floor(from / quarter) + 1) * quarter);
      const moment = momentIn(from, rule.time_zone);
      const row = grid[weekdayOf(dayOf(moment, rule)) - 1] as number[];
      row[moment.hour] = (row[moment.hour] ?? 0) + (seconds * (to - from)) / span;
      from = to;
    }
  }
  return grid;
}

/** The last days, oldest first, and whether each counts for the streak. */
export function streakRow(days: ReadonlyMap<string, DaySum>, today: string, length: number) {
  return Array.from({ length }, (_, index) => {
    const date = addDays(today, index + 1 - length);
    return { date, counts: days.get(date)?.counts ?? false, seconds: days.get(date)?.seconds ?? 0 };
  });
}

/** Dates one after the other that count, up to today, or up to yesterday while today has none yet. */
export function streakOf(days: ReadonlyMap<string, DaySum>, today: string): number {
  let date = days.get(today)?.counts ? today : addDays(today, -1);
  let streak = 0;
  while (days.get(date)?.counts) {
    streak += 1;
    date = addDays(date, -1);
  }
  return streak;
}
