import { useEffect, useState } from 'react';
import { usePrograms } from '../api/queries';
import { t } from '../i18n';
import { useCommand } from '../offline/useCommand';
import { liveFirst } from '../program/current';
import { suiteNow } from '../timer/clock';
import { announce } from '../ui/announce';
import { Dialog } from '../ui/Dialog';
import { ErrorText } from '../ui/ErrorText';
import { Field, isAboutFields } from '../ui/Field';
import { correctableFor, localInput } from './correct';

const usual = 25;
const fields = ['started_at', 'duration_minutes', 'day_number', 'task_description'];

/** Enters a session that was forgotten, or held where there was no connection. Without one it waits like everything that is done. */
export function LogDialog({ onClose }: { onClose: () => void }) {
  const query = usePrograms();
  const programs = liveFirst(query.data ?? [], 0).filter((one) => one.enrollment_status === 'in_progress');
  const [chosen, choose] = useState<number>();
  const [started, setStarted] = useState(() => localInput(suiteNow() - usual * 60_000));
  const [minutes, setMinutes] = useState(String(usual));
  const [day, setDay] = useState<string>();
  const [work, setWork] = useState('');
  const { run, isRunning, error } = useCommand('session.log');
  const { refetch } = query;
  // What was read last may be from before a program was started elsewhere.
  useEffect(() => void refetch(), [refetch]);
  const program = programs.find((one) => one.enrollment_id === chosen) ?? programs[0];
  if (program === undefined) {
    return (
      <Dialog title={t('history.log')} isOpen onClose={onClose}>
        <p aria-busy={query.isFetching}>{t(query.isFetching ? 'app.loading' : 'history.logNone')}</p>
      </Dialog>
    );
  }
  const log = async () => {
    const isDone = run({
      enrollment_id: program.enrollment_id,
      day_number: Number(day ?? program.current_day),
      started_at: new Date(started).toISOString(),
      duration_minutes: Number(minutes),
      ...(work.trim() === '' ? {} : { task_description: work.trim() }),
    });
    // Without a connection nobody answers for a while: it is kept, and will be sent.
    const answer = await (navigator.onLine ? isDone : null);
    if (answer !== undefined) {
      announce(t(answer === null ? 'history.kept' : 'history.logged'));
      onClose();
    }
  };
  return (
    <Dialog title={t('history.log')} isOpen onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void log();
        }}
      >
        <p className="dim">{t('history.logText')}</p>
        {programs.length > 1 && (
          <div className="field">
            <label htmlFor="log-program">{t('history.program')}</label>
            <select
              id="log-program"
              value={program.enrollment_id}
              onChange={(event) => {
                choose(Number(event.target.value));
                setDay(undefined);
              }}
            >
              {programs.map((one) => (
                <option key={one.enrollment_id} value={one.enrollment_id}>
                  {one.name}
                </option>
              ))}
            </select>
          </div>
        )}
        <Field
          label={t('history.began')}
          name="started_at"
          type="datetime-local"
          required
          min={localInput(suiteNow() - correctableFor)}
          max={localInput(suiteNow())}
          value={started}
          error={error}
          onChange={(event) => setStarted(event.target.value)}
        />
        <Field
          label={t('history.logMinutes')}
          name="duration_minutes"
          type="number"
          inputMode="numeric"
          required
          min={1}
          max={180}
          value={minutes}
          error={error}
          onChange={(event) => setMinutes(event.target.value)}
        />
        <Field
          label={t('history.programDay')}
          name="day_number"
          type="number"
          inputMode="numeric"
          required
          min={1}
          max={program.current_day}
          value={day ?? String(program.current_day)}
          error={error}
          onChange={(event) => setDay(event.target.value)}
        />
        <Field
          label={t('history.work')}
          name="task_description"
          maxLength={500}
          placeholder={t('timer.optional')}
          value={work}
          error={error}
          onChange={(event) => setWork(event.target.value)}
        />
        <ErrorText error={isAboutFields(error, fields) ? null : error} />
        <div className="row">
          <button type="submit" className="primary" disabled={isRunning}>
            {t('history.logDo')}
          </button>
          <button type="button" onClick={onClose}>
            {t('app.cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
