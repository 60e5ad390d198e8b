import { currentLocale } from './index';

const cache = new Map<string, unknown>();

/** Making a formatter is dear; there are a handful of them. */
function cached<T>(name: string, make: (locale: string) => T): T {
  const key = `${currentLocale()}:${name}`;
  let made = cache.get(key) as T | undefined;
  if (made === undefined) {
    made = make(currentLocale());
    cache.set(key, made);
  }
  return made;
}

export const formatNumber = (value: number, digits = 0): string =>
  cached(`n${digits}`, (l) => new Intl.NumberFormat(l, { maximumFractionDigits: digits })).format(value);

/** A percentage from 0 to 100, with one decimal at most. */
export const formatPercent = (value: number): string =>
  cached('p', (l) => new Intl.NumberFormat(l, { style: 'percent', maximumFractionDigits: 1 })).format(value / 100);

/** Minutes in words: "1 hr 25 min". */
export function formatMinutes(minutes: number): string {
  const unit = (name: 'hour' | 'minute') =>
    cached(name, (l) => new Intl.NumberFormat(l, { style: 'unit', unit: name, unitDisplay: 'short' }));
  const hours = Math.floor(minutes / 60);
  const rest = Math.round(minutes % 60);
  if (hours === 0) {
    return unit('minute').format(rest);
  }
  return rest === 0 ? unit('hour').format(hours) : `${unit('hour').format(hours)} ${unit('minute').format(rest)}`;
}

/** A time on a clock of the timer: "24:59", or "1:04:59". */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  const two = (value: number) =>
    cached('two', (l) => new Intl.NumberFormat(l, { minimumIntegerDigits: 2, useGrouping: false })).format(value);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = two(whole % 60);
  return hours > 0 ? `${formatNumber(hours)}:${two(minutes)}:${rest}` : `${two(minutes)}:${rest}`;
}

/** An instant as a date in the person's zone. */
export const formatDate = (iso: string, timeZone?: string): string =>
  cached(
    `d${timeZone}`,
    (l) => new Intl.DateTimeFormat(l, { dateStyle: 'medium', ...(timeZone ? { timeZone } : {}) }),
  ).format(new Date(iso));

/** An instant as a time of the day in the person's zone. */
export const formatTime = (iso: string, timeZone?: string): string =>
  cached(
    `t${timeZone}`,
    (l) => new Intl.DateTimeFormat(l, { timeStyle: 'short', ...(timeZone ? { timeZone } : {}) }),
  ).format(new Date(iso));

/** A calendar date ("2026-03-10") in words. It has no zone: it is the same day everywhere. */
export const formatDay = (date: string, style: 'full' | 'medium' = 'medium'): string =>
  cached(`day${style}`, (l) => new Intl.DateTimeFormat(l, { dateStyle: style, timeZone: 'UTC' })).format(
    new Date(`${date}T00:00:00Z`),
  );

/** The calendar date of an instant in a zone, as "2026-03-10". */
export const dateIn = (instant: string | number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    new Date(instant),
  );

/** The hour of an instant in a zone, 0 to 23. */
export const hourIn = (instant: string | number, timeZone: string): number =>
  Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(new Date(instant)));
