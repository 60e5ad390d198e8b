import { addDays } from '../charts/weeks';

/** An instant as a person's clock and calendar show it. */
export interface Moment {
  /** The calendar date, as "2026-03-10". */
  date: string;
  /** The hour, 0 to 23. */
  hour: number;
}

const readers = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter is dear, and a chart asks for thousands of moments. A zone that this browser does not know counts as UTC. */
function readerOf(timeZone: string): Intl.DateTimeFormat {
  let reader = readers.get(timeZone);
  if (reader === undefined) {
    const parts = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', hourCycle: 'h23' } as const;
    try {
      reader = new Intl.DateTimeFormat('en-US', { ...parts, timeZone });
    } catch {
      reader = new Intl.DateTimeFormat('en-US', { ...parts, timeZone: 'UTC' });
    }
    readers.set(timeZone, reader);
  }
  return reader;
}

/** The date and the hour of an instant on the clocks of a zone. */
export function momentIn(instant: number, timeZone: string): Moment {
  const found: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of readerOf(timeZone).formatToParts(instant)) {
    found[type] = value;
  }
  return { date: `${found.year}-${found.month}-${found.day}`, hour: Number(found.hour) };
}

/** What decides a person's calendar days. */
export interface DayRule {
  time_zone: string;
  /** What is done before this hour counts for the day before. */
  day_start_hour: number;
}

/** The date that an instant counts for, by the same rule as the server's: the clock of the zone less the hours before the day's start. */
export function dayOf(moment: Moment, rule: DayRule): string {
  return moment.hour < rule.day_start_hour ? addDays(moment.date, -1) : moment.date;
}

export const dayAt = (instant: number, rule: DayRule): string => dayOf(momentIn(instant, rule.time_zone), rule);
