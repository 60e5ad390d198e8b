import type { Achievement, StreakDate, StreakDateState } from '../api/types';
import { addDays, weekdayOf } from '../charts/weeks';
import { t, tIf } from '../i18n';

/** What a date can be, in the order of the legend. */
export const states: readonly StreakDateState[] = [
  'kept',
  'frozen',
  'rest',
  'vacation',
  'repaired',
  'earned_back',
  'broken',
  'open',
  'skipped',
  'idle',
];

/** So many dates are shown at least. */
const leastShown = 14;

/** The dates that tell something: what lies before the first that was not idle is left out, but two weeks are always there. */
export function datesToShow(dates: readonly StreakDate[]): readonly StreakDate[] {
  const first = dates.findIndex((date) => date.state !== 'idle');
  return dates.slice(Math.max(0, Math.min(first < 0 ? dates.length : first, dates.length - leastShown)));
}

/** Those that are earned, and those that are not: each in the order of the server. */
export function sorted(achievements: readonly Achievement[]) {
  return {
    earned: achievements.filter((one) => one.level > 0),
    ahead: achievements.filter((one) => one.level === 0),
  };
}

/** "10 sessions" in the person's language; a unit that this client does not know is shown as the server says it. */
export const amountOf = (n: number, unit: string): string =>
  tIf(`achievements.unit.${unit.replaceAll(' ', '_')}`, { n }) ?? t('achievements.amount', { n, unit });

/** What a fact is, in the person's language, or as the server says it. */
export const kindOf = (kind: string): string => tIf(`achievements.kind.${kind}`) ?? kind;

/** What something was earned in. */
export type EarnedIn =
  | { kind: 'always' }
  | { kind: 'date'; date: string }
  | { kind: 'week'; monday: string }
  | { kind: 'program'; enrollment: number };

/** Reads the server's word for it: "2026-03-10", "2026-W11", "enrollment/12", or nothing. What is none of these is left out. */
export function earnedIn(window: string): EarnedIn {
  const week = /^(\d{4})-W(\d{2})$/.exec(window);
  if (week !== null) {
    return { kind: 'week', monday: mondayOf(Number(week[1]), Number(week[2])) };
  }
  const program = /^enrollment\/(\d+)$/.exec(window);
  if (program !== null) {
    return { kind: 'program', enrollment: Number(program[1]) };
  }
  return /^\d{4}-\d{2}-\d{2}$/.test(window) ? { kind: 'date', date: window } : { kind: 'always' };
}

/** The first date of a week of ISO 8601: the week with the 4th of January is a year's first. */
function mondayOf(year: number, week: number): string {
  const fourth = `${year}-01-04`;
  return addDays(fourth, 7 * (week - 1) - (weekdayOf(fourth) - 1));
}
