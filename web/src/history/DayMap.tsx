import { Cell, CellLegend } from '../charts/Cells';
import { Chart } from '../charts/Chart';
import { levelOf } from '../charts/scale';
import { t } from '../i18n';
import { formatDay, formatMinutes, formatNumber } from '../i18n/format';
import { type DaySum, weeksUntil } from './aggregate';
import { addDays, firstWeekday } from './calendar';

const weeksShown = 18;
/** The least minutes of the levels above the first: a session, two, and the longest day of a program. */
const leasts = [25, 50, 90];
const names = 34;
const head = 20;

const sizeIn = (width: number) => Math.min(32, Math.floor((width - names) / weeksShown));

const minutesOf = (days: ReadonlyMap<string, DaySum>, date: string): number =>
  Math.floor((days.get(date)?.seconds ?? 0) / 60);

/** Day for day what was done in the last 18 weeks. */
export function DayMap({ days, today, locale }: { days: ReadonlyMap<string, DaySum>; today: string; locale: string }) {
  const weeks = weeksUntil(today, weeksShown, firstWeekday(locale));
  const dates = weeks.flat().filter((date) => date !== null);
  const used = dates.filter((date) => (days.get(date)?.sessions ?? 0) > 0);
  const total = Math.floor(used.reduce((sum, date) => sum + (days.get(date)?.seconds ?? 0), 0) / 60);
  const best = used.reduce<string | null>(
    (most, date) => (most === null || minutesOf(days, date) > minutesOf(days, most) ? date : most),
    null,
  );
  const part = (date: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
  return (
    <Chart
      title={t('history.map')}
      summary={
        best === null
          ? t('history.mapNone', { weeks: weeksShown })
          : t('history.mapText', {
              weeks: weeksShown,
              n: used.length,
              total: formatMinutes(total),
              best: formatDay(best),
              minutes: formatMinutes(minutesOf(days, best)),
            })
      }
      legend={
        <CellLegend
          texts={[
            t('history.levelNone'),
            t('history.levelBelow', { n: leasts[0] as number }),
            t('history.levelFrom', { from: leasts[0] as number, to: (leasts[1] as number) - 1 }),
            t('history.levelFrom', { from: leasts[1] as number, to: (leasts[2] as number) - 1 }),
            t('history.levelAbove', { n: leasts[2] as number }),
          ]}
        />
      }
      height={(width) => head + 7 * sizeIn(width)}
      plot={({ width, at }) => {
        const size = sizeIn(width);
        return (
          <>
            {weeks.map((week, column) => {
              const first = week[0] as string;
              const x = names + column * size;
              return (
                <g key={first}>
                  {/* A month has its name above the week in which it begins. */}
                  {addDays(first, 6).slice(8) <= '07' && (
                    <text x={at(x)} y={13} textAnchor="start">
                      {part(addDays(first, 6), { month: 'short' })}
                    </text>
                  )}
                  {week.map((date, row) =>
                    date === null ? null : (
                      <Cell
                        key={date}
                        x={at(x, size)}
                        y={head + row * size}
                        size={size}
                        level={levelOf(minutesOf(days, date), leasts)}
                        text={`${formatDay(date)}: ${formatMinutes(minutesOf(days, date))}`}
                      />
                    ),
                  )}
                </g>
              );
            })}
            {weeks[0]?.map(
              (date, row) =>
                date !== null &&
                row % 2 === 0 && (
                  <text key={date} x={at(0)} y={head + row * size + size / 2 + 4} textAnchor="start">
                    {part(date, { weekday: 'short' })}
                  </text>
                ),
            )}
          </>
        );
      }}
      table={
        <>
          <thead>
            <tr>
              <th scope="col">{t('history.date')}</th>
              <th scope="col" className="number">
                {t('history.minutes')}
              </th>
              <th scope="col" className="number">
                {t('history.sessions')}
              </th>
            </tr>
          </thead>
          <tbody>
            {used.toReversed().map((date) => (
              <tr key={date}>
                <th scope="row">{formatDay(date)}</th>
                <td className="number">{formatNumber(minutesOf(days, date))}</td>
                <td className="number">{formatNumber(days.get(date)?.sessions ?? 0)}</td>
              </tr>
            ))}
          </tbody>
        </>
      }
    />
  );
}
