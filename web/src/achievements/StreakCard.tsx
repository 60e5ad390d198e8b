import type { Streak, StreakDateState } from '../api/types';
import { Stats } from '../charts/Stats';
import { addDays, firstWeekday, startOfWeek, weeksBetween } from '../charts/weeks';
import { t } from '../i18n';
import { formatDay, formatNumber } from '../i18n/format';
import { Bar } from '../ui/Bar';
import { datesToShow, states } from './figures';
import { progressText } from './Progress';
import { StateMark } from './StateMark';

/** So many kept dates bring a freeze, and so many of these can be had. */
const datesPerFreeze = 7;
const mostFreezes = 2;

/** The person's own streak over all programs: how long it is, what protects it, and what each of the last dates was. */
export function StreakCard({ streak, today, locale }: { streak: Streak; today: string | undefined; locale: string }) {
  const dates = datesToShow(streak.dates);
  const frozen = dates.filter((one) => one.state === 'frozen').map((one) => formatDay(one.date));
  return (
    <section className="card streak-card" aria-labelledby="streak">
      <div className="stack">
        <h2 id="streak">{t('achievements.streak', { n: streak.current_streak })}</h2>
        {streak.started_on !== null && (
          <p className="dim">{t('history.since', { date: formatDay(streak.started_on) })}</p>
        )}
        <p className={streak.is_kept_today ? 'kept-today' : undefined}>
          {streak.is_kept_today ? t('achievements.today') : t('achievements.todayOpen')}
        </p>
        {streak.earn_back_until !== null && (
          <p className="notice">{t('achievements.earnBack', { date: formatDay(streak.earn_back_until) })}</p>
        )}
        <Stats
          stats={[
            [t('achievements.longest'), t('achievements.unit.days', { n: streak.longest_streak })],
            [t('achievements.freezes'), formatNumber(streak.freezes_left)],
          ]}
        />
        {streak.freezes_left < mostFreezes && (
          <Bar
            label={t('achievements.nextFreeze')}
            value={streak.dates_toward_freeze}
            max={datesPerFreeze}
            text={progressText(streak.dates_toward_freeze, t('achievements.unit.days', { n: datesPerFreeze }))}
          />
        )}
        <p className="hint">{t('achievements.freezeText', { n: datesPerFreeze, most: mostFreezes })}</p>
      </div>
      {dates.length > 0 && (
        <div className="stack">
          <DatesTable dates={new Map(dates.map((one) => [one.date, one.state]))} today={today} locale={locale} />
          {frozen.length > 0 && (
            <p>
              {t('achievements.frozen', {
                n: frozen.length,
                list: new Intl.ListFormat(locale, { type: 'conjunction' }).format(frozen),
              })}
            </p>
          )}
          <ul className="state-legend">
            {states
              .filter((state) => dates.some((one) => one.state === state))
              .map((state) => (
                <li key={state}>
                  <StateMark state={state} />
                  <span>
                    <strong>{t(`achievements.state.${state}`)}</strong> {t(`achievements.meaning.${state}`)}
                  </span>
                </li>
              ))}
          </ul>
        </div>
      )}
    </section>
  );
}

interface DatesProps {
  dates: ReadonlyMap<string, StreakDateState>;
  today: string | undefined;
  locale: string;
}

/** The dates as a calendar has them: a row a week. It is a table already, and needs no twin. */
function DatesTable({ dates, today, locale }: DatesProps) {
  const all = [...dates.keys()];
  const weeks = weeksBetween(all[0] as string, all.at(-1) as string, firstWeekday(locale));
  const format = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
    return (date: string) => formatter.format(new Date(`${date}T00:00:00Z`));
  };
  const narrow = format({ weekday: 'narrow' });
  const long = format({ weekday: 'long' });
  const month = format({ month: 'short' });
  const start = startOfWeek(weeks[0] as (string | null)[]);
  return (
    <table className="streak-dates">
      <caption>{t('achievements.dates')}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="unseen">{t('achievements.week')}</span>
          </th>
          {Array.from({ length: 7 }, (_, day) => addDays(start, day)).map((date) => (
            <th key={date} scope="col">
              <span aria-hidden="true">{narrow(date)}</span>
              <span className="unseen">{long(date)}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week, index) => {
          const first = startOfWeek(week);
          const isNewMonth = week.some((date) => date?.endsWith('-01'));
          return (
            <tr key={first}>
              <th scope="row">
                {/* A month has its name at the week in which it begins. */}
                {(isNewMonth || index === 0) && (
                  <span aria-hidden="true">{month(addDays(first, isNewMonth ? 6 : 0))}</span>
                )}
                <span className="unseen">{t('achievements.weekOf', { date: formatDay(first) })}</span>
              </th>
              {week.map((date, day) => {
                const state = date === null ? undefined : dates.get(date);
                return date === null || state === undefined ? (
                  <td key={addDays(first, day)} />
                ) : (
                  <td key={date} data-state={state} aria-current={date === today ? 'date' : undefined}>
                    <span aria-hidden="true">{formatNumber(Number(date.slice(8)))}</span>
                    <StateMark state={state} />
                    <span className="unseen">
                      {t('achievements.dateIs', { date: formatDay(date), state: t(`achievements.state.${state}`) })}
                    </span>
                  </td>
                );
              })}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
