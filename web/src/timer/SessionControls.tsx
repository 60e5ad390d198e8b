import { lazy, type ReactNode, Suspense, useEffect, useId, useMemo, useRef, useState } from 'react';
import { usePrograms } from '../api/queries';
import type { ActiveSession } from '../api/types';
import { type AppCommand, useAppCommands } from '../app/commands';
import { useOnline } from '../app/Shell';
import { t, useLocale } from '../i18n';
import { formatClock, formatMinutes, formatNumber } from '../i18n/format';
import { useCommand } from '../offline/useCommand';
import { announce } from '../ui/announce';
import { ErrorText } from '../ui/ErrorText';
import { Field } from '../ui/Field';
import { lookAgain, useLatest, useToggle } from './actions';
import { durationChoices } from './durations';
import { hearSession } from './live';
import { useTimer } from './useTimer';
import './session.css';

const loadDialog = () => import('./SessionDialog');
const SessionDialog = lazy(loadDialog);

/** What a new session counts for. */
export interface Target {
  enrollment: number;
  day: number;
}

interface Props {
  target: Target | undefined;
  suggested: number;
  /** Whether the space key starts, pauses and resumes: where nothing is there to scroll or to tick. */
  hasSpace?: boolean;
  /** What shows the time, in place of plain figures. */
  face?: ReactNode;
}

/** The session: its start, or what one does while it runs. */
export function SessionControls({ target, suggested, hasSpace = false, face }: Props) {
  const { session } = useTimer();
  const { error, isDone, say } = useEnd();
  const part = useRef<HTMLElement>(null);
  const id = session?.session_id ?? null;
  const before = useRef(id);
  useEffect(() => {
    // The button that was pressed is gone: the focus stays here.
    if (before.current !== id && document.activeElement === document.body) {
      part.current?.focus({ preventScroll: true });
    }
    before.current = id;
  }, [id]);
  return (
    <section
      ref={part}
      tabIndex={-1}
      className="card session"
      aria-label={t('timer.session')}
      data-known={session !== undefined}
    >
      {session ? (
        <Live session={session} target={target} hasSpace={hasSpace} face={face} onSay={say} />
      ) : (
        <>
          {isDone && <p className="tag good">{t('timer.completed')}</p>}
          {target && <Start target={target} suggested={suggested} hasSpace={hasSpace && session === null} />}
        </>
      )}
      <ErrorText error={error} />
    </section>
  );
}

function Start({ target, suggested, hasSpace }: { target: Target; suggested: number; hasSpace: boolean }) {
  const locale = useLocale();
  const isOnline = useOnline();
  const { run, isRunning, error } = useCommand('session.start');
  const [work, setWork] = useState('');
  const hint = useId();
  const begin = async (minutes: number) => {
    if (!isOnline) {
      return;
    }
    const answer = await run({
      enrollment_id: target.enrollment,
      day_number: target.day,
      duration_minutes: minutes,
      session_type: 'program',
      task_description: work.trim() || null,
    });
    if (answer === undefined) {
      // It may run already, begun elsewhere.
      await lookAgain().catch(() => undefined);
    } else {
      hearStart(answer, target);
    }
  };
  const first = useLatest(() => void begin(suggested));
  // biome-ignore lint/correctness/useExhaustiveDependencies: t() reads the language.
  const commands = useMemo<AppCommand[]>(
    () => [
      {
        id: 'session-toggle',
        label: t('timer.start', { time: formatMinutes(suggested) }),
        ...(hasSpace ? { keys: 'space' } : {}),
        run: first,
      },
    ],
    [suggested, hasSpace, first, locale],
  );
  useAppCommands(commands);
  return (
    <>
      <h2>{t('timer.session')}</h2>
      <Field
        label={t('timer.work')}
        name="task_description"
        placeholder={t('timer.optional')}
        maxLength={500}
        autoComplete="off"
        value={work}
        error={error}
        onChange={(event) => setWork(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && first()}
      />
      <div className="row session-starts">
        {durationChoices(suggested).map((minutes, index) => (
          <button
            key={minutes}
            type="button"
            className={index === 0 ? 'primary' : ''}
            aria-disabled={!isOnline || isRunning}
            aria-describedby={isOnline ? undefined : hint}
            aria-label={t('timer.start', { time: formatMinutes(minutes) })}
            onClick={() => void begin(minutes)}
          >
            {index === 0 ? t('timer.start', { time: formatMinutes(minutes) }) : formatMinutes(minutes)}
          </button>
        ))}
      </div>
      {!isOnline && <NeedsConnection id={hint} />}
      <ErrorText error={error} />
    </>
  );
}

/** Shows the session that an answer told of, without waiting for the stream. */
export function hearStart(
  answer: { session_id: string; started_at: string | null; planned_duration_seconds: number },
  target: Target,
): void {
  hearSession({
    ...answer,
    status: 'active',
    session_type: 'program',
    program_id: 0,
    distraction_count: 0,
    enrollment_id: target.enrollment,
    day_number: target.day,
    paused_at: null,
    elapsed_seconds: 0,
    remaining_seconds: answer.planned_duration_seconds,
  });
}

const NeedsConnection = ({ id }: { id: string }) => (
  <p className="hint" id={id}>
    {t('timer.needsConnection')}
  </p>
);

export type DialogName = 'complete' | 'distraction' | 'cancel';

/** What the person said of the session. */
export interface Said {
  notes?: string;
  rating?: number | null;
}

/** What can be done offline, too. It outlives the session, so that what is refused is told. */
function useEnd() {
  const distraction = useCommand('session.distraction');
  const complete = useCommand('session.complete');
  const cancel = useCommand('session.cancel');
  const [isDone, setDone] = useState(false);
  const say = (name: DialogName, session_id: string, { notes = '', rating = null }: Said) => {
    setDone(name === 'complete');
    if (name === 'cancel') {
      void cancel.run({ session_id });
    } else if (name === 'complete') {
      announce(t('timer.completed'));
      void complete.run({ session_id, productivity_rating: rating, notes: notes || null }).then((answer) => {
        setDone(answer !== undefined);
      });
    } else {
      announce(t('timer.noted'));
      void distraction.run({ session_id, distraction_note: notes });
    }
  };
  return { error: complete.error ?? cancel.error ?? distraction.error, isDone, say };
}

interface LiveProps extends Omit<Props, 'suggested'> {
  session: ActiveSession;
  hasSpace: boolean;
  onSay: (name: DialogName, session: string, said: Said) => void;
}

function Live({ session, target, hasSpace, face, onSay }: LiveProps) {
  const locale = useLocale();
  const isOnline = useOnline();
  const { remaining, isOver } = useTimer();
  const { toggle, isRunning, error } = useToggle(session);
  const [shown, show] = useState<DialogName | null>(null);
  const hint = useId();
  const isPaused = session.status === 'paused';
  const program = usePrograms().data?.find((one) => one.enrollment_id === session.enrollment_id)?.name;
  const isElsewhere = session.enrollment_id !== target?.enrollment || session.day_number !== target.day;
  const word = t(isPaused ? 'timer.resume' : 'timer.pause');
  // Here before it is asked for: a dialog opens at once, also when the connection has gone meanwhile.
  useEffect(() => void loadDialog().catch(() => undefined), []);
  const canToggle = isOnline && !isOver && !isRunning;
  const press = useLatest(() => canToggle && void toggle());
  // biome-ignore lint/correctness/useExhaustiveDependencies: t() reads the language.
  const commands = useMemo<AppCommand[]>(
    () => [
      { id: 'session-toggle', label: word, ...(hasSpace ? { keys: 'space' } : {}), run: press },
      { id: 'session-complete', label: t('keyboard.complete'), keys: 'c', run: () => show('complete') },
      { id: 'session-distraction', label: t('keyboard.distraction'), keys: 'd', run: () => show('distraction') },
      { id: 'session-cancel', label: t('timer.cancelTitle'), run: () => show('cancel') },
    ],
    [word, hasSpace, press, locale],
  );
  useAppCommands(commands);
  return (
    <>
      <h2>{t(isOver ? 'timer.over' : isPaused ? 'timer.paused' : 'timer.running')}</h2>
      {face ?? (
        <time role="timer" className="session-time" data-state={session.status}>
          {formatClock(remaining)}
        </time>
      )}
      {program !== undefined && (isElsewhere || face !== undefined) && (
        <p className="hint">{t('timer.countsFor', { day: formatNumber(session.day_number), program })}</p>
      )}
      {isOver && <p>{t('timer.overText')}</p>}
      <div className="row session-actions">
        {!isOver && (
          <button
            type="button"
            className="primary"
            aria-disabled={!canToggle}
            aria-describedby={isOnline ? undefined : hint}
            onClick={press}
          >
            {word}
          </button>
        )}
        <button type="button" className={isOver ? 'primary' : ''} onClick={() => show('complete')}>
          {t('timer.complete')}
        </button>
        <button type="button" onClick={() => show('distraction')}>
          {t('timer.distraction')}
        </button>
        <button type="button" className="quiet" onClick={() => show('cancel')}>
          {t('timer.cancel')}
        </button>
      </div>
      {session.distraction_count > 0 && (
        <p className="hint">{t('timer.distractions', { n: session.distraction_count })}</p>
      )}
      {!isOnline && !isOver && <NeedsConnection id={hint} />}
      <ErrorText error={error} />
      <Suspense>
        {shown !== null && (
          <SessionDialog
            name={shown}
            onClose={() => show(null)}
            onDone={(said) => onSay(shown, session.session_id, said)}
          />
        )}
      </Suspense>
    </>
  );
}
