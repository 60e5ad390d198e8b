import type { Activity } from '../api/types';
import { BarChart } from '../charts/BarChart';
import { DayMap } from '../charts/DayMap';
import { Stats } from '../charts/Stats';
import { firstWeekday, weeksBetween } from '../charts/weeks';
import { t } from '../i18n';
import { formatMinutes, formatNumber } from '../i18n/format';

/** Any Monday, to name the days of the week after. */
const monday = Date.UTC(2024, 0, 1);

/** The last year, date for date, and what its days of the week come to. */
export function ActivityCharts({ activity, locale }: { activity: Activity; locale: string }) {
  const { from, to, dates, total_focus_minutes: total, total_sessions: sessions } = activity;
  const first = firstWeekday(locale);
  const weekdays = Array.from({ length: 7 }, (_, index) => {
    const weekday = ((first - 1 + index) % 7) + 1;
    const found = activity.weekdays.find((one) => one.weekday === weekday);
    return { weekday, minutes: found?.focus_minutes ?? 0, sessions: found?.sessions ?? 0 };
  });
  const best = weekdays.reduce((most, one) => (one.minutes > most.minutes ? one : most));
  const nameOf = (weekday: number, style: 'long' | 'short' | 'narrow') =>
    new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' }).format(monday + (weekday - 1) * 86_400_000);
  return (
    <>
      <div className="card">
        <DayMap
          title={t('achievements.year')}
          weeks={weeksBetween(from, to, first)}
          days={new Map(dates.map((one) => [one.date, { seconds: one.focus_minutes * 60, sessions: one.sessions }]))}
          locale={locale}
          total={total}
        />
      </div>
      <Stats
        stats={[
          [t('achievements.yearFocus'), formatMinutes(total)],
          [t('achievements.yearSessions'), formatNumber(sessions)],
          [t('achievements.yearDates'), formatNumber(dates.length)],
        ]}
      />
      <div className="card">
        <BarChart
          title={t('achievements.weekdays')}
          summary={t('achievements.weekdaysText', {
            day: nameOf(best.weekday, 'long'),
            time: formatMinutes(best.minutes),
          })}
          bars={weekdays.map(({ weekday, minutes }) => ({
            key: weekday,
            label: nameOf(weekday, 'short'),
            short: nameOf(weekday, 'narrow'),
            value: minutes,
            target: null,
            isDone: false,
          }))}
          table={
            <>
              <thead>
                <tr>
                  <th scope="col">{t('achievements.weekday')}</th>
                  <th scope="col" className="number">
                    {t('history.minutes')}
                  </th>
                  <th scope="col" className="number">
                    {t('history.sessions')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {weekdays.map((one) => (
                  <tr key={one.weekday}>
                    <th scope="row">{nameOf(one.weekday, 'long')}</th>
                    <td className="number">{formatNumber(one.minutes)}</td>
                    <td className="number">{formatNumber(one.sessions)}</td>
                  </tr>
                ))}
              </tbody>
            </>
          }
        />
      </div>
    </>
  );
}
