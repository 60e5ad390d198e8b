import { useState } from 'react';
import { Link } from 'wouter';
import type { SessionRecord } from '../api/types';
import { t } from '../i18n';
import { formatClock, formatDay, formatMinutes, formatTime } from '../i18n/format';
import { CorrectDialog } from './CorrectDialog';
import { type DayRule, dayAt } from './calendar';
import { isCorrectable } from './correct';

interface Props {
  sessions: readonly SessionRecord[];
  rule: DayRule;
  names: ReadonlyMap<number, string>;
  hasMore: boolean;
  isReading: boolean;
  onMore: () => void;
}

/** How many sessions come onto the screen at a time. */
const step = 20;

/** What was worked on, newest first, by the days that it counts for. */
export function SessionList({ sessions, rule, names, hasMore, isReading, onMore }: Props) {
  const [shown, show] = useState(step);
  const days = new Map<string, SessionRecord[]>();
  for (const session of sessions.slice(0, shown)) {
    const at = session.ended_at ?? session.started_at;
    const date = at === null ? '' : dayAt(Date.parse(at), rule);
    days.set(date, [...(days.get(date) ?? []), session]);
  }
  const more = () => {
    show(shown + step);
    if (shown + step > sessions.length && hasMore) {
      onMore();
    }
  };
  return (
    <section aria-labelledby="sessions" className="stack">
      <h2 id="sessions">{t('history.sessions')}</h2>
      {[...days].map(([date, list]) => (
        <section key={date} className="card session-day">
          <h3>{date === '' ? '' : formatDay(date, 'full')}</h3>
          <ul>
            {list.map((session) => (
              <li key={session.session_id}>
                <Session session={session} zone={rule.time_zone} name={names.get(session.enrollment_id)} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {(shown < sessions.length || hasMore) && (
        <button type="button" disabled={isReading} onClick={more}>
          {t('history.moreSessions')}
        </button>
      )}
    </section>
  );
}

function Session({ session, zone, name }: { session: SessionRecord; zone: string; name: string | undefined }) {
  const [isOpen, open] = useState(false);
  const { credited_minutes: credited, productivity_rating: rating, distraction_count: count } = session;
  const work = session.task_description?.trim() || t(`history.type.${session.session_type}`);
  return (
    <>
      <div className="session-head">
        <p>
          <strong>
            <bdi>{work}</bdi>
          </strong>
          {session.status !== 'completed' && <span className="tag warm">{t(`history.state.${session.status}`)}</span>}
          {session.is_manual && <span className="tag">{t('history.manual')}</span>}
          {session.corrected_at !== null && <span className="tag">{t('history.corrected')}</span>}
        </p>
        {credited !== null && session.status === 'completed' && (
          <p className="session-credit">{formatMinutes(credited)}</p>
        )}
      </div>
      <p className="dim session-facts">
        {session.started_at !== null && <span>{span(session, zone)}</span>}
        <Link href={`/programs/${session.enrollment_id}/days/${session.day_number}`}>
          {name !== undefined && (
            <>
              <bdi>{name}</bdi>,{' '}
            </>
          )}
          {t('history.day', { day: session.day_number })}
        </Link>
        {/* No clock measured what was entered afterwards. */}
        {!session.is_manual && (
          <span>{t('history.planned', { time: formatClock(session.planned_duration_seconds) })}</span>
        )}
        {!session.is_manual && session.actual_duration_seconds !== null && (
          <span>{t('history.actual', { time: formatClock(session.actual_duration_seconds) })}</span>
        )}
        {rating !== null && (
          <span>
            <span aria-hidden="true">
              {'★'.repeat(rating)}
              {'☆'.repeat(5 - rating)}
            </span>
            <span className="unseen">{t('history.rating', { rating })}</span>
          </span>
        )}
      </p>
      {session.notes && (
        <p className="session-notes">
          <bdi>{session.notes}</bdi>
        </p>
      )}
      {isCorrectable(session) && (
        <button type="button" className="quiet" onClick={() => open(true)}>
          {t('history.correctAsk')}
          <span className="unseen"> {work}</span>
        </button>
      )}
      {isOpen && <CorrectDialog session={session} onClose={() => open(false)} />}
      {count > 0 && (
        <details>
          <summary>{t('history.distractions', { n: count })}</summary>
          <ul>
            {session.distractions.map((one, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two can have the same text and second; the list never changes its order.
              <li key={index}>
                {one.noted_at !== null && (
                  <time dateTime={one.noted_at} className="dim">
                    {formatTime(one.noted_at, zone)}
                  </time>
                )}{' '}
                <bdi>{one.note}</bdi>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function span({ started_at, ended_at }: SessionRecord, zone: string): string {
  const from = formatTime(started_at as string, zone);
  return ended_at === null ? from : t('history.fromTo', { from, to: formatTime(ended_at, zone) });
}
