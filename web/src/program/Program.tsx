import { useMemo, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useProgram, usePrograms } from '../api/queries';
import type { ProgramDetails } from '../api/types';
import { type AppCommand, useAppCommands } from '../app/commands';
import { Stats } from '../charts/Stats';
import { t, useLocale } from '../i18n';
import { formatDate, formatMinutes, formatNumber, formatPercent } from '../i18n/format';
import { useCommand } from '../offline/useCommand';
import { announce } from '../ui/announce';
import { Bar } from '../ui/Bar';
import { Dialog } from '../ui/Dialog';
import { ErrorText } from '../ui/ErrorText';
import { Screen, Waiting } from '../ui/Screen';
import { Achievements } from './Achievements';
import { choose, useCurrentProgram } from './current';
import { Path } from './Path';
import { Objectives } from './ProgramCard';
import './program.css';
import { StatusTag } from './StatusTag';

export default function Program({ enrollment }: { enrollment: number }) {
  const query = useProgram(enrollment);
  const details = query.data;
  return (
    <Screen title={details?.program.name ?? t('program.one')} lead={<Link href="/programs">{t('program.title')}</Link>}>
      <Waiting queries={[query]} />
      {details !== undefined && <Loaded details={details} />}
    </Screen>
  );
}

function Loaded({ details }: { details: ProgramDetails }) {
  const { enrollment_id: enrollment, program, progress, status, current_day: currentDay } = details;
  return (
    <>
      <p className="row">
        <StatusTag status={status} />
        <span className="dim">
          {details.started_at === null
            ? t('program.days', { n: program.duration_days })
            : t('program.since', { date: formatDate(details.started_at) })}
        </span>
      </p>
      <Actions details={details} />
      <section className="card" aria-labelledby="path">
        <h2 id="path">{t('program.path')}</h2>
        <Bar
          label={t('program.complete')}
          value={progress.days_completed}
          max={program.duration_days}
          text={`${t('program.doneOf', { done: progress.days_completed, total: program.duration_days })} · ${formatPercent(progress.completion_percentage)}`}
        />
        <Path enrollment={enrollment} totalDays={program.duration_days} currentDay={currentDay} status={status} />
      </section>
      <Stats
        stats={[
          [t('program.focused'), formatMinutes(progress.total_focus_minutes)],
          [t('program.sessions'), formatNumber(progress.total_sessions)],
          [t('program.streak'), t('program.days', { n: progress.current_streak })],
          [t('program.longest'), t('program.days', { n: progress.longest_streak })],
        ]}
      />
      <Achievements achievements={progress.achievements} />
      <section className="card">
        <p>
          <bdi>{program.description}</bdi>
        </p>
        <Objectives objectives={program.objectives} />
      </section>
    </>
  );
}

/** What can be done with the program as it stands: one thing first, the others beside it. */
function Actions({ details }: { details: ProgramDetails }) {
  const { enrollment_id: enrollment, status, current_day: day } = details;
  const locale = useLocale();
  const [, go] = useLocation();
  const [isAsking, ask] = useState(false);
  const current = useCurrentProgram();
  const live = usePrograms().data?.filter((one) => one.enrollment_status === 'in_progress').length ?? 0;
  const start = useCommand('program.start');
  const pause = useCommand('program.pause');
  const resume = useCommand('program.resume');
  const abandon = useCommand('program.abandon');
  const isRunning = start.isRunning || pause.isRunning || resume.isRunning || abandon.isRunning;
  const isLive = status === 'not_started' || status === 'in_progress' || status === 'paused';
  const body = { enrollment_id: enrollment };
  const then = async (done: Promise<unknown>, text: string) => {
    if ((await done) !== undefined) {
      announce(text);
    }
  };
  const startNow = () => {
    choose(enrollment);
    void then(start.run(body), t('program.status.in_progress'));
  };
  const pauseNow = () => void then(pause.run(body), t('program.status.paused'));
  const resumeNow = () => void then(resume.run(body), t('program.status.in_progress'));

  // The labels follow the language; what they run is made anew with the screen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the functions do the same as long as the status is the same.
  const commands = useMemo<AppCommand[]>(
    () => [
      ...(status === 'not_started' ? [{ id: 'program-start', label: t('command.program.start'), run: startNow }] : []),
      ...(status === 'in_progress'
        ? [
            {
              id: 'program-day',
              label: t('program.continue', { day }),
              run: () => go(`/programs/${enrollment}/days/${day}`),
            },
            { id: 'program-pause', label: t('command.program.pause'), run: pauseNow },
          ]
        : []),
      ...(status === 'paused' ? [{ id: 'program-resume', label: t('command.program.resume'), run: resumeNow }] : []),
    ],
    [locale, status, enrollment, day],
  );
  useAppCommands(commands);

  return (
    <>
      <div className="row">
        {status === 'not_started' && (
          <button type="button" className="primary" disabled={isRunning} onClick={startNow}>
            {t('command.program.start')}
          </button>
        )}
        {status === 'in_progress' && (
          <Link href={`/programs/${enrollment}/days/${day}`} className="primary">
            {t('program.continue', { day })}
          </Link>
        )}
        {status === 'paused' && (
          <button type="button" className="primary" disabled={isRunning} onClick={resumeNow}>
            {t('command.program.resume')}
          </button>
        )}
        {status === 'in_progress' && (
          <button type="button" disabled={isRunning} onClick={pauseNow}>
            {t('command.program.pause')}
          </button>
        )}
        {status === 'in_progress' && live > 1 && (
          <MakeCurrent enrollment={enrollment} isCurrent={current?.enrollment_id === enrollment} />
        )}
        {isLive && (
          <button type="button" className="quiet" disabled={isRunning} onClick={() => ask(true)}>
            {t('program.giveUp')}
          </button>
        )}
        {!isLive && (
          <Link href="/programs" className="button">
            {t('program.again')}
          </Link>
        )}
      </div>
      {status === 'paused' && <p className="dim">{t('program.pausedText')}</p>}
      {status === 'completed' && <p>{t('program.completedText')}</p>}
      <ErrorText error={start.error ?? pause.error ?? resume.error} />
      <Dialog
        title={t('program.giveUpTitle', { program: details.program.name })}
        isOpen={isAsking}
        onClose={() => ask(false)}
      >
        <div className="stack">
          <p>{t('program.giveUpText')}</p>
          <p>{t('program.giveUpKept')}</p>
          <ErrorText error={abandon.error} />
          <div className="row">
            <button
              type="button"
              className="danger"
              disabled={isRunning}
              onClick={() =>
                void abandon.run(body).then((answer) => {
                  if (answer !== undefined) {
                    ask(false);
                    announce(t('program.status.abandoned'));
                  }
                })
              }
            >
              {t('command.program.abandon')}
            </button>
            <button type="button" onClick={() => ask(false)}>
              {t('program.keep')}
            </button>
          </div>
        </div>
      </Dialog>
    </>
  );
}

/** Shows this program on Today, where there is another one that could be shown. */
function MakeCurrent({ enrollment, isCurrent }: { enrollment: number; isCurrent: boolean }) {
  // The choice is kept in the browser's storage, which tells nobody that it changed.
  const [isChosen, setChosen] = useState(isCurrent);
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      aria-disabled={isChosen}
      onClick={() => {
        choose(enrollment);
        setChosen(true);
        announce(t('program.isCurrent'));
      }}
    >
      {isChosen && <span aria-hidden="true">✓ </span>}
      {t('program.makeCurrent')}
    </button>
  );
}
