import { t } from '../i18n';
import { formatDay, formatMinutes, formatNumber } from '../i18n/format';
import { Cell, CellLegend } from './Cells';
import { Chart } from './Chart';
import { levelOf } from './scale';
import { addDays, startOfWeek } from './weeks';

export interface MapDay {
  seconds: number;
  sessions: number;
}

interface Props {
  title: string;
  /** Dates; null where there is none to show. */
  weeks: readonly (readonly (string | null)[])[];
  days: ReadonlyMap<string, MapDay>;
  locale: string;
  /** Minutes in all, where they are known better than by the days' own. */
  total?: number;
}

/** The least minutes of the levels above the first: a session, two, and the longest day of a program. */
const leasts = [25, 50, 90];
const names = 34;
const head = 20;
/** Between rows of weeks. */
const gap = 10;
const least = 11;
const most = 32;

/** How many weeks stand beside each other, and how large a day is. A year is several rows of weeks on a phone. */
export function layoutOf(weeks: number, width: number) {
  const rows = Math.ceil(weeks / Math.max(1, Math.floor((width - names) / least)));
  const columns = Math.ceil(weeks / rows);
  const size = Math.min(most, Math.floor((width - names) / columns));
  return { rows, columns, size, rowHeight: head + 7 * size };
}

const minutesOf = (days: ReadonlyMap<string, MapDay>, date: string): number =>
  Math.floor((days.get(date)?.seconds ?? 0) / 60);

/** Day for day what was done in some weeks. */
export function DayMap({ title, weeks, days, locale, total: known }: Props) {
  const dates = weeks.flat().filter((date) => date !== null);
  const used = dates.filter((date) => (days.get(date)?.sessions ?? 0) > 0);
  const total = known ?? Math.floor(used.reduce((sum, date) => sum + (days.get(date)?.seconds ?? 0), 0) / 60);
  const best = used.reduce<string | null>(
    (most, date) => (most === null || minutesOf(days, date) > minutesOf(days, most) ? date : most),
    null,
  );
  const start = startOfWeek(weeks[0] ?? []);
  const part = (date: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
  return (
    <Chart
      title={title}
      summary={
        best === null
          ? t('history.mapNone', { weeks: weeks.length })
          : t('history.mapText', {
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
      height={(width) => {
        const { rows, rowHeight } = layoutOf(weeks.length, width);
        return rows * (rowHeight + gap) - gap;
      }}
      plot={({ width, at }) => {
        const { rows, columns, size, rowHeight } = layoutOf(weeks.length, width);
        return (
          <>
            {weeks.map((week, index) => {
              const first = startOfWeek(week);
              const x = names + (index % columns) * size;
              const top = Math.floor(index / columns) * (rowHeight + gap);
              return (
                <g key={first}>
                  {/* A month has its name above the week in which it begins. */}
                  {addDays(first, 6).slice(8) <= '07' && (
                    <text x={at(x)} y={top + 13} textAnchor="start">
                      {part(addDays(first, 6), { month: 'short' })}
                    </text>
                  )}
                  {week.map((date, row) =>
                    date === null ? null : (
                      <Cell
                        key={date}
                        x={at(x, size)}
                        y={top + head + row * size}
                        size={size}
                        level={levelOf(minutesOf(days, date), leasts)}
                        text={`${formatDay(date)}: ${formatMinutes(minutesOf(days, date))}`}
                      />
                    ),
                  )}
                </g>
              );
            })}
            {Array.from({ length: rows }, (_, band) => band * (rowHeight + gap) + head).flatMap((top) =>
              [0, 2, 4, 6].map((row) => (
                <text key={`${top}-${row}`} x={at(0)} y={top + row * size + size / 2 + 4} textAnchor="start">
                  {part(addDays(start, row), { weekday: 'short' })}
                </text>
              )),
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
