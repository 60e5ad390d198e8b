import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { useHistory, useSessions } from '../api/lists';
import { useSettings } from '../api/queries';
import { t } from '../i18n';
import { formatDate, formatMinutes, formatNumber, formatPercent } from '../i18n/format';
import { StatusTag } from '../program/StatusTag';
import { ErrorText } from '../ui/ErrorText';
import { Screen, Waiting } from '../ui/Screen';
import { Charts } from './Charts';
import './history.css';
import { LogDialog } from './LogDialog';
import { SessionList } from './SessionList';

/** How many pages of a hundred sessions the charts read: about four sessions a day in the time that they show. */
const pagesForCharts = 5;

export default function History() {
  const sessions = useSessions();
  const history = useHistory();
  const settings = useSettings();
  const [isLogging, log] = useState(false);
  const pages = sessions.data?.pages.length ?? 0;
  const { hasNextPage, isFetching, isError, fetchNextPage } = sessions;
  const mustRead = hasNextPage && pages < pagesForCharts;

  // The charts need more than the first page. The list below shows what is here meanwhile.
  useEffect(() => {
    if (mustRead && pages > 0 && !isFetching && !isError) {
      void fetchNextPage();
    }
  }, [mustRead, pages, isFetching, isError, fetchNextPage]);

  const all = sessions.data?.pages.flatMap((page) => page.items) ?? [];
  const enrollments = history.data?.pages.flatMap((page) => page.items) ?? [];
  const names = new Map(enrollments.map((one) => [one.enrollment_id, one.program_name]));
  const isEmpty = sessions.data !== undefined && history.data !== undefined && all.length + enrollments.length === 0;

  return (
    <Screen title={t('history.title')}>
      <Waiting queries={[sessions, history, settings]} />
      {enrollments.some((one) => one.status === 'in_progress') && (
        <p>
          <button type="button" onClick={() => log(true)}>
            {t('history.log')}
          </button>
        </p>
      )}
      {isLogging && <LogDialog onClose={() => log(false)} />}
      {isEmpty && (
        <section className="card">
          <h2>{t('history.empty')}</h2>
          <p>{t('history.emptyText')}</p>
          <Link href="/programs" className="primary">
            {t('history.toPrograms')}
          </Link>
        </section>
      )}
      {settings.data !== undefined && all.length > 0 && (
        <Charts sessions={all} rule={settings.data} isCut={hasNextPage && !mustRead} isReading={mustRead} />
      )}
      {enrollments.length > 0 && (
        <section aria-labelledby="enrollments" className="stack">
          <h2 id="enrollments">{t('history.programs')}</h2>
          <ul className="enrollments">
            {enrollments.map((one) => (
              <li key={one.enrollment_id} className="card">
                <div className="row spread">
                  <h3>
                    <Link href={`/programs/${one.enrollment_id}`}>
                      <bdi>{one.program_name}</bdi>
                    </Link>
                  </h3>
                  <StatusTag status={one.status} />
                </div>
                <p className="dim">
                  {one.started_at === null
                    ? t('history.notStarted')
                    : one.completed_at === null
                      ? t('history.since', { date: formatDate(one.started_at, settings.data?.time_zone) })
                      : t('history.fromTo', {
                          from: formatDate(one.started_at, settings.data?.time_zone),
                          to: formatDate(one.completed_at, settings.data?.time_zone),
                        })}
                </p>
                <p>
                  {t('history.sum', {
                    percent: formatPercent(one.completion_percentage),
                    total: formatNumber(one.total_days),
                    minutes: formatMinutes(one.total_focus_minutes),
                  })}
                </p>
              </li>
            ))}
          </ul>
          {history.hasNextPage && (
            <button type="button" disabled={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
              {t('history.morePrograms')}
            </button>
          )}
        </section>
      )}
      {settings.data !== undefined && all.length > 0 && (
        <SessionList
          sessions={all}
          rule={settings.data}
          names={names}
          hasMore={hasNextPage}
          isReading={sessions.isFetchingNextPage}
          onMore={() => void fetchNextPage()}
        />
      )}
      <ErrorText error={sessions.isFetchNextPageError ? sessions.error : null} onRetry={() => void fetchNextPage()} />
    </Screen>
  );
}
