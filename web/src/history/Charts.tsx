import { useMemo } from 'react';
import type { SessionRecord } from '../api/types';
import { DayMap } from '../charts/DayMap';
import { firstWeekday, weeksUntil } from '../charts/weeks';
import { t, useLocale } from '../i18n';
import { suiteNow } from '../timer/clock';
import { byDay, byHour, streakOf, workOf } from './aggregate';
import { type DayRule, dayAt } from './calendar';
import { HourMap } from './HourMap';
import { StreakRow } from './StreakRow';

const weeksInMap = 18;

interface Props {
  sessions: readonly SessionRecord[];
  rule: DayRule;
  /** Whether there are older sessions that the charts do not count. */
  isCut: boolean;
  isReading: boolean;
}

/**
 * What the sessions say over time. The dates are by the settings of now: days that were counted under others may stand a day beside where
 * the streak of a program has them.
 */
export function Charts({ sessions, rule, isCut, isReading }: Props) {
  const locale = useLocale();
  const work = useMemo(() => workOf(sessions), [sessions]);
  const days = useMemo(() => byDay(work, rule), [work, rule]);
  const hours = useMemo(() => byHour(work, rule), [work, rule]);
  const today = dayAt(suiteNow(), rule);
  return (
    <>
      {isReading && (
        <p className="loading" aria-busy="true">
          {t('history.reading', { n: sessions.length })}
        </p>
      )}
      {isCut && <p className="hint">{t('history.cut', { n: sessions.length })}</p>}
      <div className="card">
        <StreakRow days={days} today={today} streak={streakOf(days, today)} />
      </div>
      <div className="card">
        <DayMap
          title={t('history.map')}
          weeks={weeksUntil(today, weeksInMap, firstWeekday(locale))}
          days={days}
          locale={locale}
        />
      </div>
      <div className="card">
        <HourMap hours={hours} dayStart={rule.day_start_hour} locale={locale} />
      </div>
    </>
  );
}
