import { lazy, Suspense } from 'react';
import { useDay, useProgram, usePrograms } from '../api/queries';
import type { EnrollmentStatus } from '../api/types';
import { t, withTexts } from '../i18n';
import { formatNumber } from '../i18n/format';
import { useCommand } from '../offline/useCommand';
import { suggestedMinutes } from '../timer/durations';
import { ErrorText } from '../ui/ErrorText';
import { Waiting } from '../ui/Screen';
import { Missing } from './Missing';
import { Tasks } from './Tasks';
import './today.css';

// Below the first sight, or seldom; the session is not known before the server has been heard.
const SessionControls = lazy(() =>
  withTexts(import('../timer/SessionControls').then((module) => ({ default: module.SessionControls }))),
);
const DayMore = lazy(() => import('./DayMore'));
const Celebration = lazy(() => import('./Celebration'));

interface Props {
  enrollment: number;
  day: number;
  /** On Today: its completion is celebrated, and leads on. */
  onNext?: (() => void) | undefined;
}

/** A day with all that one does in it. Later days, and days of a program that does not run, are to be read. */
export function DayBoard({ enrollment, day, onNext }: Props) {
  const programs = usePrograms();
  const listing = programs.data?.find((one) => one.enrollment_id === enrollment);
  // The list tells of live enrollments only.
  const ended = useProgram(programs.data !== undefined && listing === undefined ? enrollment : undefined);
  const query = useDay(enrollment, day);
  if (query.data === undefined) {
    return <Waiting queries={[query]} />;
  }
  const status = listing?.enrollment_status ?? ended.data?.status;
  const current = listing?.current_day ?? ended.data?.current_day ?? day;
  const isOpen = status === 'in_progress' && day <= current;
  const canReflect = isOpen || status === 'completed';
  const { user_progress: progress, description, tips, reflection_prompts: prompts } = query.data;
  const isCelebrated = progress.is_completed && onNext !== undefined;
  const shared = { enrollment, day };
  return (
    <div className="day">
      <p className="day-text" dir="auto">
        {description}
      </p>
      {status !== undefined && !isOpen && !isCelebrated && (
        <Closed enrollment={enrollment} status={status} current={current} />
      )}
      {isCelebrated && (
        <Suspense>
          <Celebration
            {...shared}
            isLast={status === 'completed'}
            next={isOpen && current !== day ? current : null}
            onNext={onNext}
          />
        </Suspense>
      )}
      <Missing progress={progress} />
      <Tasks {...shared} tasks={progress.tasks} isOpen={isOpen} />
      {isOpen && (
        <div className="day-timer">
          <Suspense>
            <SessionControls target={shared} suggested={suggestedMinutes(progress)} />
          </Suspense>
        </div>
      )}
      <div className="day-more">
        <Suspense>
          <DayMore {...shared} progress={progress} prompts={prompts} tips={tips} isOpen={canReflect} />
        </Suspense>
      </div>
    </div>
  );
}

/** Why nothing can be done in the day, and what helps. */
function Closed({ enrollment, status, current }: { enrollment: number; status: EnrollmentStatus; current: number }) {
  const start = useCommand('program.start');
  const resume = useCommand('program.resume');
  const word = status === 'in_progress' ? 'locked' : status;
  const command = status === 'not_started' ? start : status === 'paused' ? resume : undefined;
  return (
    <section className="notice day-closed">
      <p>{t('today.closed', { status: word, day: formatNumber(current) })}</p>
      {command !== undefined && (
        <button
          type="button"
          className="primary"
          aria-disabled={command.isRunning}
          onClick={() => void command.run({ enrollment_id: enrollment })}
        >
          {t(command === start ? 'command.program.start' : 'command.program.resume')}
        </button>
      )}
      <ErrorText error={command?.error} />
    </section>
  );
}
