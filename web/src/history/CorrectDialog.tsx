import { useState } from 'react';
import type { SessionRecord } from '../api/types';
import { useOnline } from '../app/Shell';
import { t } from '../i18n';
import { formatMinutes } from '../i18n/format';
import { Scale } from '../today/Scale';
import { announce } from '../ui/announce';
import { Dialog } from '../ui/Dialog';
import { ErrorText } from '../ui/ErrorText';
import { Area, Field, isAboutFields } from '../ui/Field';
import { correct, mostMinutes, remove } from './correct';

const fields = ['credited_minutes', 'notes'];

/** What counts of a session, and what was said of it; or that it never was. Both need a connection: the totals follow at once. */
export function CorrectDialog({ session, onClose }: { session: SessionRecord; onClose: () => void }) {
  const isOnline = useOnline();
  const [key] = useState(() => crypto.randomUUID());
  const [isAsking, ask] = useState(false);
  const [minutes, setMinutes] = useState(String(session.credited_minutes ?? 0));
  const [rating, rate] = useState(session.productivity_rating);
  const [notes, setNotes] = useState(session.notes ?? '');
  const [error, setError] = useState<unknown>(null);
  const [isRunning, setRunning] = useState(false);
  const most = mostMinutes(session);

  const act = async (done: string, change: () => Promise<void>) => {
    setRunning(true);
    setError(null);
    try {
      await change();
      announce(done);
      onClose();
    } catch (failure) {
      setError(failure);
      setRunning(false);
    }
  };
  const save = () =>
    act(t('app.saved'), () =>
      correct(session.session_id, {
        ...(Number(minutes) === session.credited_minutes ? {} : { credited_minutes: Number(minutes) }),
        ...(rating === null ? {} : { productivity_rating: rating }),
        notes: notes.trim(),
      }),
    );
  return (
    <Dialog title={t(isAsking ? 'history.remove' : 'history.correct')} isOpen onClose={onClose}>
      {isAsking ? (
        <div className="stack">
          <p>{t('history.removeText')}</p>
          <ErrorText error={error} />
          <div className="row">
            <button
              type="button"
              className="danger"
              disabled={isRunning || !isOnline}
              onClick={() => void act(t('history.removed'), () => remove(session.session_id, key))}
            >
              {t('history.removeDo')}
            </button>
            <button type="button" onClick={() => ask(false)}>
              {t('app.cancel')}
            </button>
          </div>
        </div>
      ) : (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <Field
            label={t('history.counted')}
            hint={t('history.most', { time: formatMinutes(most) })}
            name="credited_minutes"
            type="number"
            inputMode="numeric"
            required
            min={Math.min(1, most)}
            max={most}
            value={minutes}
            error={error}
            onChange={(event) => setMinutes(event.target.value)}
          />
          <Scale
            legend={t('timer.productivity')}
            value={rating}
            onChange={rate}
            word={(n) => t('timer.productive', { n })}
          />
          <Area
            label={t('timer.notes')}
            name="notes"
            placeholder={t('timer.optional')}
            maxLength={1000}
            value={notes}
            error={error}
            onChange={(event) => setNotes(event.target.value)}
          />
          <ErrorText error={isAboutFields(error, fields) ? null : error} />
          <div className="row spread">
            <span className="row">
              <button type="submit" className="primary" disabled={isRunning || !isOnline}>
                {t('app.save')}
              </button>
              <button type="button" onClick={onClose}>
                {t('app.cancel')}
              </button>
            </span>
            <button type="button" className="danger" disabled={!isOnline} onClick={() => ask(true)}>
              {t('history.removeAsk')}
            </button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
