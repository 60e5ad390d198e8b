import { Chart } from '../charts/Chart';
import { currentLocale, t } from '../i18n';
import { formatDay, formatMinutes } from '../i18n/format';
import { type DaySum, streakRow } from './aggregate';

const shown = 14;

const slotIn = (width: number) => Math.min(56, width / shown);
const radiusIn = (width: number) => Math.min(15, slotIn(width) / 2 - 2);

/** The last two weeks as a row of circles: full where the day counts for the streak. */
export function StreakRow({
  days,
  today,
  streak,
}: {
  days: ReadonlyMap<string, DaySum>;
  today: string;
  streak: number;
}) {
  const row = streakRow(days, today, shown);
  const weekday = new Intl.DateTimeFormat(currentLocale(), { weekday: 'narrow', timeZone: 'UTC' });
  const worked = row.filter((day) => day.counts).length;
  return (
    <Chart
      title={t('history.streak', { n: streak })}
      summary={t(row.at(-1)?.counts ? 'history.streakToday' : 'history.streakOpen', { n: worked, of: shown })}
      height={(width) => 2 * radiusIn(width) + 30}
      plot={({ width, at }) => {
        const slot = slotIn(width);
        const radius = radiusIn(width);
        const middle = radius + 4;
        return (
          <>
            {row.map((day, index) => {
              const x = at(index * slot + slot / 2);
              return (
                <g key={day.date}>
                  <title>{`${formatDay(day.date)}: ${formatMinutes(Math.floor(day.seconds / 60))}`}</title>
                  {/* A line joins days that follow each other. */}
                  {day.counts && row[index - 1]?.counts && (
                    <line className="streak-line" x1={at((index - 0.5) * slot)} x2={x} y1={middle} y2={middle} />
                  )}
                </g>
              );
            })}
            {row.map((day, index) => {
              const x = at(index * slot + slot / 2);
              return (
                <g key={day.date}>
                  <circle className="streak-day" data-counts={day.counts} cx={x} cy={middle} r={radius} />
                  {day.counts && (
                    <text className="streak-tick" x={x} y={middle + 4.5} textAnchor="middle">
                      ✓
                    </text>
                  )}
                  <text
                    className={day.date === today ? 'streak-today' : undefined}
                    x={x}
                    y={2 * radius + 24}
                    textAnchor="middle"
                  >
                    {weekday.format(new Date(`${day.date}T00:00:00Z`))}
                  </text>
                </g>
              );
            })}
          </>
        );
      }}
      table={
        <>
          <thead>
            <tr>
              <th scope="col">{t('history.date')}</th>
              <th scope="col">{t('history.counts')}</th>
              <th scope="col" className="number">
                {t('history.minutes')}
              </th>
            </tr>
          </thead>
          <tbody>
            {row.toReversed().map((day) => (
              <tr key={day.date}>
                <th scope="row">{formatDay(day.date)}</th>
                <td>{day.counts ? t('history.yes') : t('history.no')}</td>
                <td className="number">{formatMinutes(Math.floor(day.seconds / 60))}</td>
              </tr>
            ))}
          </tbody>
        </>
      }
    />
  );
}
