import { useMemo } from 'react';
import { Link, useLocation } from 'wouter';
import { useHistory } from '../api/lists';
import { useProgram, usePrograms, useWeek } from '../api/queries';
import type { ProgramDetails, WeeklyReview } from '../api/types';
import { type AppCommand, useAppCommands } from '../app/commands';
import { BarChart } from '../charts/BarChart';
import { Stats } from '../charts/Stats';
import { t, useLocale } from '../i18n';
import { formatMinutes, formatNumber, formatPercent } from '../i18n/format';
import { Achievements } from '../program/Achievements';
import { useCurrentProgram } from '../program/current';
import { useDays } from '../program/days';
import { dayState, weekOf, weeksOf } from '../program/path';
import { Bar } from '../ui/Bar';
import { Screen, Waiting } from '../ui/Screen';

interface Props {
  enrollment: number | undefined;
  week: number | undefined;
}

/** A week of a program, looked back on. Without an address it is the current week of the current program. */
export default function Review({ enrollment, week }: Props) {
  return enrollment === undefined ? <CurrentReview /> : <ProgramReview enrollment={enrollment} week={week} />;
}

function CurrentReview() {
  const programs = usePrograms();
  const current = useCurrentProgram();
  if (current === undefined) {
    return (
      <Screen title={t('review.title')}>
        <Waiting queries={[programs]} />
      </Screen>
    );
  }
  return current === null || current.enrollment_status === 'not_started' ? (
    <LastReview />
  ) : (
    <ProgramReview enrollment={current.enrollment_id} week={weekOf(current.current_day)} />
  );
}

/** Nothing is in progress: what was done last can be looked back on. */
function LastReview() {
  const history = useHistory();
  const last = history.data?.pages[0]?.items.find((one) => one.started_at !== null);
  if (last !== undefined) {
    return <ProgramReview enrollment={last.enrollment_id} week={weekOf(last.current_day)} />;
  }
  return (
    <Screen title={t('review.title')}>
      <Waiting queries={[history]} />
      {history.data !== undefined && (
        <section className="card">
          <h2>{t('review.empty')}</h2>
          <p>{t('review.emptyText')}</p>
          <Link href="/programs" className="primary">
            {t('review.toPrograms')}
          </Link>
        </section>
      )}
    </Screen>
  );
}

function ProgramReview({ enrollment, week: asked }: { enrollment: number; week: number | undefined }) {
  const program = useProgram(enrollment);
  const details = program.data;
  const week = asked ?? (details === undefined ? undefined : weekOf(details.current_day));
  const review = useWeek(enrollment, week);
  const weeks = details === undefined ? [] : weeksOf(details.program.duration_days);
  return (
    <Screen
      title={week === undefined ? t('review.title') : t('review.week', { week })}
      lead={
        <Link href={`/programs/${enrollment}`}>
          <bdi>{details?.program.name ?? t('review.title')}</bdi>
        </Link>
      }
    >
      {week !== undefined && weeks.length > 1 && <Weeks enrollment={enrollment} week={week} count={weeks.length} />}
      <Waiting queries={[program, review]} />
      {details !== undefined && review.data !== undefined && week !== undefined && (
        <Week key={week} details={details} review={review.data} days={weeks[week - 1]?.days ?? []} />
      )}
    </Screen>
  );
}

/** The way to the other weeks. */
function Weeks({ enrollment, week, count }: { enrollment: number; week: number; count: number }) {
  const locale = useLocale();
  const [, go] = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: t() reads the language.
  const commands = useMemo<AppCommand[]>(() => {
    const to = (id: string, label: string, keys: string, other: number): AppCommand[] =>
      other < 1 || other > count ? [] : [{ id, label, keys, run: () => go(`/review/${enrollment}/${other}`) }];
    return [
      ...to('week-next', t('review.next'), 'j', week + 1),
      ...to('week-previous', t('review.previous'), 'k', week - 1),
    ];
  }, [locale, enrollment, week, count, go]);
  useAppCommands(commands);
  return (
    <nav aria-label={t('review.weeks')}>
      <ol className="row">
        {Array.from({ length: count }, (_, index) => index + 1).map((number) => (
          <li key={number}>
            <Link
              href={`/review/${enrollment}/${number}`}
              className={number === week ? 'primary' : 'button'}
              aria-current={number === week ? 'page' : undefined}
            >
              {t('review.week', { week: number })}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Week({
  details,
  review,
  days: numbers,
}: {
  details: ProgramDetails;
  review: WeeklyReview;
  days: readonly number[];
}) {
  const isToCome = numbers.every((day) => dayState(day, details.current_day, details.status) === 'locked');
  return (
    <>
      <section className="card">
        <Bar
          label={t('review.complete')}
          value={review.days_completed}
          max={review.total_days}
          text={`${t('review.doneOf', { done: review.days_completed, total: review.total_days })} · ${formatPercent(review.completion_rate)}`}
        />
        <p>{review.summary !== '' ? review.summary : words(review, isToCome)}</p>
      </section>
      <Stats
        stats={[
          [t('review.focused'), formatMinutes(review.total_focus_minutes)],
          [t('review.streak'), t('review.days', { n: review.current_streak })],
          [t('review.difficulty'), average(review.average_difficulty)],
          [t('review.satisfaction'), average(review.average_satisfaction)],
        ]}
      />
      <DaysChart enrollment={details.enrollment_id} numbers={numbers} total={review.total_focus_minutes} />
      <Achievements achievements={review.achievements_earned} />
    </>
  );
}

/** Where the server has no sentence for the week, its numbers give one. */
function words(review: WeeklyReview, isToCome: boolean): string {
  if (isToCome) {
    return t('review.toCome');
  }
  return review.days_completed === review.total_days
    ? t('review.allDone')
    : t('review.left', { n: review.total_days - review.days_completed });
}

const average = (value: number | null): string =>
  value === null ? t('review.notRated') : t('review.ofFive', { value: formatNumber(value, 1) });

/**
 * Minutes a day. They come from the days themselves and not from the list of sessions: a day knows its own target, its minutes are those
 * that the week adds up, and the list may be longer than what was read of it.
 */
function DaysChart({ enrollment, numbers, total }: { enrollment: number; numbers: readonly number[]; total: number }) {
  const { days, isComplete } = useDays(enrollment, numbers);
  if (!isComplete) {
    return (
      <p className="loading" aria-busy="true">
        {t('app.loading')}
      </p>
    );
  }
  const reached = days.filter((day) => day.user_progress.focus_minutes >= day.user_progress.target_focus_minutes);
  return (
    <div className="card">
      <BarChart
        title={t('review.chart')}
        summary={t('review.chartText', { total: formatMinutes(total), reached: reached.length, n: days.length })}
        legend={{ value: t('review.minutes'), target: t('review.target'), done: t('review.isComplete') }}
        bars={days.map((day) => ({
          key: day.day_number,
          label: t('review.day', { day: day.day_number }),
          short: formatNumber(day.day_number),
          value: day.user_progress.focus_minutes,
          target: day.user_progress.target_focus_minutes,
          isDone: day.user_progress.is_completed,
        }))}
        table={<DaysTable enrollment={enrollment} days={days} />}
      />
    </div>
  );
}

function DaysTable({ enrollment, days }: { enrollment: number; days: ReturnType<typeof useDays>['days'] }) {
  return (
    <>
      <thead>
        <tr>
          <th scope="col">{t('review.dayName')}</th>
          <th scope="col" className="number">
            {t('review.minutes')}
          </th>
          <th scope="col" className="number">
            {t('review.target')}
          </th>
          <th scope="col">{t('review.isComplete')}</th>
          <th scope="col" className="number">
            {t('review.difficulty')}
          </th>
          <th scope="col" className="number">
            {t('review.satisfaction')}
          </th>
        </tr>
      </thead>
      <tbody>
        {days.map(({ day_number: number, title, user_progress: progress }) => (
          <tr key={number}>
            <th scope="row">
              <Link href={`/programs/${enrollment}/days/${number}`}>
                <bdi>{title}</bdi>
              </Link>
            </th>
            <td className="number">{formatNumber(progress.focus_minutes)}</td>
            <td className="number">{formatNumber(progress.target_focus_minutes)}</td>
            <td>{progress.is_completed ? t('review.yes') : t('review.no')}</td>
            <td className="number">{rating(progress.difficulty_rating)}</td>
            <td className="number">{rating(progress.satisfaction_rating)}</td>
          </tr>
        ))}
      </tbody>
    </>
  );
}

const rating = (value: number | null): string => (value === null ? '–' : formatNumber(value));
