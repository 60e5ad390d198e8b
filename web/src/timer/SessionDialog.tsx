import { type ReactNode, useState } from 'react';
import { t } from '../i18n';
import { Scale } from '../today/Scale';
import { Dialog } from '../ui/Dialog';
import { Area } from '../ui/Field';
import type { DialogName, Said } from './SessionControls';

interface Props {
  name: DialogName;
  onClose: () => void;
  onDone: (said: Said) => void;
}

/** What is asked about a session. Each question closes at once; what was said is kept until it is sent. */
export default function SessionDialog({ name, onClose, onDone }: Props) {
  const Part = parts[name];
  const done = (said: Said) => {
    onClose();
    onDone(said);
  };
  return (
    <Dialog title={t(name === 'cancel' ? 'timer.cancelTitle' : `keyboard.${name}`)} isOpen onClose={onClose}>
      <Part onClose={onClose} onDone={done} />
    </Dialog>
  );
}

type PartProps = Omit<Props, 'name'>;

/** A form whose first field has the focus when the dialog opens: the browser looks for the attribute, which React does not write. */
function Form({ onSubmit, children }: { onSubmit: () => void; children: ReactNode }) {
  return (
    <form
      ref={(form) => form?.querySelector('textarea, input')?.setAttribute('autofocus', '')}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}

function Distraction({ onDone }: PartProps) {
  const [note, setNote] = useState('');
  const text = note.trim();
  return (
    <Form
      onSubmit={() => {
        if (text !== '') {
          onDone({ notes: text });
        }
      }}
    >
      <div className="field">
        <label htmlFor="distraction">{t('timer.distractionLabel')}</label>
        <input
          id="distraction"
          required
          maxLength={500}
          autoComplete="off"
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
      <div className="row">
        <button type="submit" className="primary">
          {t('timer.note')}
        </button>
      </div>
    </Form>
  );
}

function Complete({ onDone }: PartProps) {
  const [rating, rate] = useState<number | null>(null);
  const [notes, setNotes] = useState('');
  return (
    <Form onSubmit={() => onDone({ notes: notes.trim(), rating })}>
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
        onChange={(event) => setNotes(event.target.value)}
      />
      <div className="row">
        <button type="submit" className="primary">
          {t('timer.complete')}
        </button>
      </div>
    </Form>
  );
}

function Cancel({ onClose, onDone }: PartProps) {
  return (
    <div className="stack">
      <p>{t('timer.cancelText')}</p>
      <div className="row">
        <button type="button" className="primary" onClick={onClose}>
          {t('timer.keep')}
        </button>
        <button type="button" className="danger" onClick={() => onDone({})}>
          {t('timer.cancel')}
        </button>
      </div>
    </div>
  );
}

const parts = { distraction: Distraction, complete: Complete, cancel: Cancel };
