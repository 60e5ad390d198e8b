import { type FormEvent, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { usePrograms } from '../api/queries';
import type { ProgramListing } from '../api/types';
import { useOnline } from '../app/Shell';
import { t } from '../i18n';
import { formatMinutes, formatNumber } from '../i18n/format';
import { useCommand } from '../offline/useCommand';
import { choose } from '../program/current';
import { ProgramCard, ProNeeded } from '../program/ProgramCard';
import { lookAgain } from '../timer/actions';
import { durationChoices, suggestedMinutes } from '../timer/durations';
import { EndChoice } from '../timer/EndChoice';
import { liveState } from '../timer/live';
import { hearStart } from '../timer/SessionControls';
import { ErrorText } from '../ui/ErrorText';
import { Field } from '../ui/Field';
import { Screen, Waiting } from '../ui/Screen';
import './welcome.css';

/** The way in: choose a program, begin the first session. */
export default function Welcome() {
  const programs = usePrograms();
  const [chosen, setChosen] = useState<number>();
  const program = programs.data?.find((one) => one.id === chosen);
  return program === undefined ? (
    <Screen key="choose" title={t('welcome.title')} lead={<Step n={1} />} className="welcome">
      <p>{t('welcome.text')}</p>
      <Waiting queries={[programs]} />
      <ul className="programs">
        {programs.data?.map((one) => (
          <li key={one.id}>
            <ProgramCard program={one}>
              {one.can_access || one.is_enrolled ? (
                <button type="button" className="primary wide" onClick={() => setChosen(one.id)}>
                  {t(one.is_enrolled ? 'welcome.goOn' : 'today.choose')}
                </button>
              ) : (
                <ProNeeded />
              )}
            </ProgramCard>
          </li>
        ))}
      </ul>
      <Skip />
    </Screen>
  ) : (
    <Screen key="begin" title={t('welcome.first')} lead={<Step n={2} />} className="welcome">
      <FirstSession program={program} onBack={() => setChosen(undefined)} />
      <Skip />
    </Screen>
  );
}

const Step = ({ n }: { n: number }) => t('welcome.step', { n: formatNumber(n), all: formatNumber(2) });

const Skip = () => (
  <p>
    <Link href="/">{t('welcome.skip')}</Link>
  </p>
);

function FirstSession({ program, onBack }: { program: ProgramListing; onBack: () => void }) {
  const [, go] = useLocation();
  const isOnline = useOnline();
  const enroll = useCommand('enroll');
  const startProgram = useCommand('program.start');
  const resumeProgram = useCommand('program.resume');
  const startSession = useCommand('session.start');
  const [minutes, setMinutes] = useState(suggestedMinutes(undefined));
  const [work, setWork] = useState('');
  const [isRunning, setRunning] = useState(false);
  // What has been reached stays reached: a second try goes on where the first one was stopped.
  const reached = useRef({ enrollment: program.enrollment_id, status: program.enrollment_status });

  const begin = async () => {
    const at = reached.current;
    if (at.status !== 'in_progress') {
      at.status = program.enrollment_status ?? at.status;
    }
    at.enrollment ??= program.enrollment_id ?? (await enroll.run({ program_id: program.id }))?.enrollment_id ?? null;
    if (at.enrollment === null) {
      return;
    }
    const enrollment = at.enrollment;
    if (at.status !== 'in_progress') {
      const command = at.status === 'paused' ? resumeProgram : startProgram;
      if ((await command.run({ enrollment_id: enrollment })) === undefined) {
        return;
      }
      at.status = 'in_progress';
    }
    choose(enrollment);
    const target = { enrollment, day: program.current_day ?? 1 };
    const answer = await startSession.run({
      enrollment_id: enrollment,
      day_number: target.day,
      duration_minutes: minutes,
      session_type: 'program',
      task_description: work.trim() || null,
    });
    if (answer !== undefined) {
      hearStart(answer, target);
    } else {
      await lookAgain().catch(() => undefined);
    }
    // Also when one runs already, begun elsewhere.
    if (answer !== undefined || liveState().session) {
      go('/timer');
    }
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isRunning && isOnline) {
      setRunning(true);
      await begin().finally(() => setRunning(false));
    }
  };
  return (
    <form className="card" onSubmit={(event) => void submit(event)}>
      <p>
        <span aria-hidden="true">{program.icon}</span> <bdi>{program.name}</bdi>{' '}
        <button type="button" className="quiet" onClick={onBack}>
          {t('welcome.change')}
        </button>
      </p>
      <fieldset className="durations">
        <legend>{t('welcome.duration')}</legend>
        <div className="row">
          {durationChoices(suggestedMinutes(undefined))
            .toSorted((a, b) => a - b)
            .map((choice) => (
              <label key={choice}>
                <input
                  type="radio"
                  className="unseen"
                  name="duration"
                  checked={choice === minutes}
                  onChange={() => setMinutes(choice)}
                />
                {formatMinutes(choice)}
              </label>
            ))}
        </div>
      </fieldset>
      <Field
        label={t('timer.work')}
        name="task_description"
        placeholder={t('timer.optional')}
        maxLength={500}
        autoComplete="off"
        value={work}
        error={startSession.error}
        onChange={(event) => setWork(event.target.value)}
      />
      <EndChoice />
      <button type="submit" className="primary wide" aria-disabled={isRunning || !isOnline}>
        {t('timer.start', { time: formatMinutes(minutes) })}
      </button>
      {!isOnline && <p className="hint">{t('timer.needsConnection')}</p>}
      <ErrorText error={enroll.error ?? startProgram.error ?? resumeProgram.error ?? startSession.error} />
    </form>
  );
}
