/** A date some days later. Dates have no zone: they are counted in UTC, where every day has 24 hours. */
export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** The day of the week, from 1 for Monday to 7. */
export const weekdayOf = (date: string): number => ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;

/** The day with which weeks begin where a language is spoken, from 1 for Monday to 7. */
export function firstWeekday(locale: string): number {
  const info = new Intl.Locale(locale) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  return (info.getWeekInfo?.() ?? info.weekInfo)?.firstDay ?? 1;
}

/** Weeks of seven dates from that of the first date to that of the last. What is before the one or after the other is null. */
export function weeksBetween(from: string, to: string, firstWeekday: number): (string | null)[][] {
  const weeks: (string | null)[][] = [];
  const start = addDays(from, -((weekdayOf(from) - firstWeekday + 7) % 7));
  for (let first = start; first <= to; first = addDays(first, 7)) {
    weeks.push(
      Array.from({ length: 7 }, (_, day) => {
        const date = addDays(first, day);
        return date < from || date > to ? null : date;
      }),
    );
  }
  return weeks;
}

/** So many weeks, the last with today in it. Days to come are null. */
export const weeksUntil = (today: string, weeks: number, firstWeekday: number): (string | null)[][] =>
  weeksBetween(addDays(today, -((weekdayOf(today) - firstWeekday + 7) % 7) - 7 * (weeks - 1)), today, firstWeekday);

/** The first date of a week of which some are null. */
export function startOfWeek(week: readonly (string | null)[]): string {
  const known = week.findIndex((date) => date !== null);
  return addDays(week[known] as string, -known);
}
