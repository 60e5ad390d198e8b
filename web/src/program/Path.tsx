import { Link } from 'wouter';
import type { EnrollmentStatus } from '../api/types';
import { t } from '../i18n';
import { formatNumber } from '../i18n/format';
import { dayState, weeksOf } from './path';

interface Props {
  enrollment: number;
  totalDays: number;
  currentDay: number;
  status: EnrollmentStatus;
}

/** The way through a program: every day as a link, a week a row. What is locked can be read already. */
export function Path({ enrollment, totalDays, currentDay, status }: Props) {
  return (
    <ol className="path">
      {weeksOf(totalDays).map(({ number, days }) => {
        const done = days.filter((day) => dayState(day, currentDay, status) === 'complete').length;
        return (
          <li key={number}>
            <div className="row spread">
              <h3>{t('program.week', { week: number })}</h3>
              <span className="dim">{t('program.doneOf', { done, total: days.length })}</span>
              <Link
                href={`/review/${enrollment}/${number}`}
                className="path-review"
                aria-label={`${t('program.review')}: ${t('program.week', { week: number })}`}
              >
                {t('program.review')}
              </Link>
            </div>
            <ol className="path-days">
              {days.map((day) => {
                const state = dayState(day, currentDay, status);
                return (
                  <li key={day} data-state={state}>
                    <Link
                      href={`/programs/${enrollment}/days/${day}`}
                      aria-label={t(`program.dayIs.${state}`, { day })}
                      aria-current={state === 'current' ? 'step' : undefined}
                    >
                      <span aria-hidden="true">{formatNumber(day)}</span>
                      {state === 'complete' && (
                        <span className="path-mark" aria-hidden="true">
                          ✓
                        </span>
                      )}
                    </Link>
                  </li>
                );
              })}
            </ol>
          </li>
        );
      })}
    </ol>
  );
}
