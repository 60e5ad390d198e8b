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
import { useSubmit } from '../ui/useSubmit';
import { correct, mostMinutes, remove } from './correct';

const fields = ['credited_minutes', 'notes'];

interface PartProps {
  session: SessionRecord;
  onClose: () => void;
}

/** What counts of a session, and what was said of it; or that it never was. Both need a connection: the totals follow at once. */
export function CorrectDialog({ session, onClose }: PartProps) {
  const [isAsking, ask] = useState(false);
  return (
    <Dialog title={t(isAsking ? 'history.remove' : 'history.correct')} isOpen onClose={onClose}>
      {isAsking ? (
        <Remove {...{ session, onClose }} onBack={() => ask(false)} />
      ) : (
        <Correct {...{ session, onClose }} onRemove={() => ask(true)} />
      )}
    </Dialog>
  );
}

function Correct({ session, onClose, onRemove }: PartProps & { onRemove: () => void }) {
  const isOnline = useOnline();
  const [minutes, setMinutes] = useState(String(session.credited_minutes ?? 0));
  const [rating, rate] = useState(session.productivity_rating);
  const [notes, setNotes] = useState(session.notes ?? '');
  const most = mostMinutes(session);
  const { onSubmit, error, isRunning } = useSubmit(async () => {
    await correct(session.session_id, {
      ...(Number(minutes) === session.credited_minutes ? {} : { credited_minutes: Number(minutes) }),
      ...(rating === null ? {} : { productivity_rating: rating }),
      notes: notes.trim(),
    });
    announce(t('app.saved'));
    onClose();
  });
  return (
    <form className="stack" onSubmit={onSubmit}>
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
        <button type="button" className="danger" disabled={!isOnline} onClick={onRemove}>
          {t('history.removeAsk')}
        </button>
      </div>
    </form>
  );
}

function Remove({ session, onClose, onBack }: PartProps & { onBack: () => void }) {
  const isOnline = useOnline();
  // One key for all tries: a second try finds what the first one did.
  const [key] = useState(() => crypto.randomUUID());
  const { onSubmit, error, isRunning } = useSubmit(async () => {
    await remove(session.session_id, key);
    announce(t('history.removed'));
    onClose();
  });
  return (
    <form className="stack" onSubmit={onSubmit}>
      <p>{t('history.removeText')}</p>
      <ErrorText error={error} />
      <div className="row">
        <button type="submit" className="danger" disabled={isRunning || !isOnline}>
          {t('history.removeDo')}
        </button>
        <button type="button" onClick={onBack}>
          {t('app.cancel')}
        </button>
      </div>
    </form>
  );
}
