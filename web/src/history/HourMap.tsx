import { Cell, CellLegend } from '../charts/Cells';
import { Chart } from '../charts/Chart';
import { levelOf } from '../charts/scale';
import { firstWeekday } from '../charts/weeks';
import { t } from '../i18n';
import { formatMinutes, formatNumber } from '../i18n/format';

const names = 34;
const foot = 20;
const size = 24;

const stepIn = (width: number) => Math.min(36, (width - names) / 24);
const sideIn = (width: number) => Math.min(size, stepIn(width));

/** Any Monday, to name the days of the week after. */
const monday = Date.UTC(2024, 0, 1);

/** When in the week the work was done: a row a day, from the hour at which the person's day starts. */
export function HourMap({
  hours,
  dayStart,
  locale,
}: {
  hours: readonly (readonly number[])[];
  dayStart: number;
  locale: string;
}) {
  const first = firstWeekday(locale);
  const rows = Array.from({ length: 7 }, (_, index) => (first - 1 + index) % 7);
  const columns = Array.from({ length: 24 }, (_, index) => (dayStart + index) % 24);
  const minutes = (row: number, hour: number) => Math.round((hours[row]?.[hour] ?? 0) / 60);
  const most = Math.max(0, ...hours.flat()) / 60;
  // By quarters of the most, so that a habit shows whether it takes minutes or hours.
  const leasts = [most / 4, most / 2, (most * 3) / 4];
  const sums = columns.map((hour) => rows.reduce((sum, row) => sum + (hours[row]?.[hour] ?? 0), 0));
  const bestHour = columns[sums.indexOf(Math.max(...sums))] as number;
  const daySums = rows.map((row) => (hours[row] ?? []).reduce((sum, seconds) => sum + seconds, 0));
  const bestDay = rows[daySums.indexOf(Math.max(...daySums))] as number;
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  const hourName = format({ hour: 'numeric' });
  const short = format({ weekday: 'short' });
  const long = format({ weekday: 'long' });
  const hourText = (hour: number) => hourName.format(monday + hour * 3_600_000);
  const dayText = (row: number, name: Intl.DateTimeFormat) => name.format(monday + row * 86_400_000);
  return (
    <Chart
      title={t('history.hours')}
      summary={
        most === 0
          ? t('history.hoursNone')
          : t('history.hoursText', { day: dayText(bestDay, long), hour: hourText(bestHour) })
      }
      legend={
        most === 0 ? undefined : (
          <CellLegend
            texts={[
              t('history.levelNone'),
              ...[1, 2, 3, 4].map((level) =>
                t('history.levelUpTo', { time: formatMinutes(Math.ceil((most * level) / 4)) }),
              ),
            ]}
          />
        )
      }
      height={(width) => 7 * sideIn(width) + foot}
      plot={({ width, at }) => {
        const step = stepIn(width);
        const side = sideIn(width);
        const every = step < 18 ? 6 : 3;
        return (
          <>
            {rows.map((row, line) => (
              <g key={row}>
                <text x={at(0)} y={line * side + side / 2 + 4} textAnchor="start">
                  {side < 16 && line % 2 === 1 ? '' : dayText(row, short)}
                </text>
                {columns.map((hour, column) => (
                  <Cell
                    key={hour}
                    x={at(names + column * step + (step - side) / 2, side)}
                    y={line * side}
                    size={side}
                    level={levelOf(hours[row]?.[hour] ? (hours[row]?.[hour] as number) / 60 : 0, leasts)}
                    text={`${dayText(row, long)}, ${hourText(hour)}: ${formatMinutes(minutes(row, hour))}`}
                  />
                ))}
              </g>
            ))}
            {columns.map(
              (hour, column) =>
                hour % every === 0 && (
                  <text key={hour} x={at(names + column * step + step / 2)} y={7 * side + 15} textAnchor="middle">
                    {hourText(hour)}
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
              <th scope="col">{t('history.hour')}</th>
              {rows.map((row) => (
                <th key={row} scope="col" className="number">
                  {dayText(row, short)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {columns
              .filter((hour) => rows.some((row) => minutes(row, hour) > 0))
              .map((hour) => (
                <tr key={hour}>
                  <th scope="row">{hourText(hour)}</th>
                  {rows.map((row) => (
                    <td key={row} className="number">
                      {formatNumber(minutes(row, hour))}
                    </td>
                  ))}
                </tr>
              ))}
          </tbody>
        </>
      }
    />
  );
}
