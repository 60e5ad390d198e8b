import { useRef, useState } from 'react';
import type { DayReflection } from '../api/types';
import { useOnline } from '../app/Shell';
import { t } from '../i18n';
import { announce } from '../ui/announce';
import { Dialog } from '../ui/Dialog';
import { ErrorText } from '../ui/ErrorText';
import { Area, Field, isAboutFields } from '../ui/Field';
import { useSubmit } from '../ui/useSubmit';
import { correctReflection, deleteReflection, type Place, readDay } from './reflecting';

interface Props {
  place: Place;
  reflection: DayReflection;
  /** Whether the question is the person's own, and can be changed as well. */
  isOwn: boolean;
  /** The id of what the actions are about. */
  about: string;
  /** It was changed at the server; the day is read after that. */
  onChanged: () => void;
}

interface FormProps {
  place: Place;
  onDone: () => Promise<void>;
  onCancel: () => void;
}

/** What one can do with a reflection that was written. The person's own text can be changed whatever the program's status is. */
export default function ReflectionActions({ place, reflection, isOwn, about, onChanged }: Props) {
  const [asked, ask] = useState<'edit' | 'delete' | null>(null);
  const close = () => ask(null);
  const forms = {
    place,
    onCancel: close,
    onDone: async () => {
      onChanged();
      await readDay(place);
      close();
    },
  };
  return (
    <div className="row">
      <button type="button" className="quiet" aria-describedby={about} onClick={() => ask('edit')}>
        {t('today.edit')}
      </button>
      <button type="button" className="quiet" aria-describedby={about} onClick={() => ask('delete')}>
        {t('today.delete')}
      </button>
      <Dialog title={t('today.editTitle')} isOpen={asked === 'edit'} onClose={close}>
        <Edit {...forms} reflection={reflection} isOwn={isOwn} />
      </Dialog>
      <Dialog title={t('today.deleteTitle')} isOpen={asked === 'delete'} onClose={close}>
        <Delete {...forms} reflection={reflection} />
      </Dialog>
    </div>
  );
}

function Edit({
  place,
  reflection,
  isOwn,
  onDone,
  onCancel,
}: FormProps & { reflection: DayReflection; isOwn: boolean }) {
  const isOnline = useOnline();
  const [question, setQuestion] = useState(reflection.question);
  const [answer, setAnswer] = useState(reflection.answer);
  const text = { ...(isOwn ? { question: question.trim() } : {}), answer: answer.trim() };
  const { onSubmit, error, isRunning } = useSubmit(async () => {
    if (text.answer === '' || text.question === '') {
      return;
    }
    await correctReflection(place, text);
    announce(t('app.saved'));
    await onDone();
  });
  return (
    <form onSubmit={onSubmit}>
      {isOwn ? (
        <Field
          label={t('today.question')}
          name="question"
          required
          maxLength={500}
          autoComplete="off"
          value={question}
          error={error}
          onChange={(event) => setQuestion(event.target.value)}
        />
      ) : (
        <p dir="auto">{reflection.question}</p>
      )}
      <Area
        label={t('today.answer')}
        name="answer"
        required
        maxLength={5000}
        value={answer}
        error={error}
        onChange={(event) => setAnswer(event.target.value)}
      />
      {!isAboutFields(error, ['question', 'answer']) && <ErrorText error={error} />}
      <div className="row">
        <button type="submit" className="primary" disabled={isRunning || !isOnline}>
          {t('app.save')}
        </button>
        <button type="button" disabled={isRunning} onClick={onCancel}>
          {t('app.cancel')}
        </button>
        {!isOnline && <span className="hint">{t('error.OFFLINE')}</span>}
      </div>
    </form>
  );
}

function Delete({ place, reflection, onDone, onCancel }: FormProps & { reflection: DayReflection }) {
  const isOnline = useOnline();
  // One key for all tries of this dialog: a second try finds what the first one did.
  const key = useRef(crypto.randomUUID());
  const { onSubmit, error, isRunning } = useSubmit(async () => {
    await deleteReflection(place, key.current);
    announce(t('today.deleted'));
    await onDone();
  });
  return (
    <form onSubmit={onSubmit}>
      <blockquote dir="auto">{reflection.answer}</blockquote>
      <p>{t('today.deleteText')}</p>
      <ErrorText error={error} />
      <div className="row">
        <button type="submit" className="danger" disabled={isRunning || !isOnline}>
          {t('today.delete')}
        </button>
        <button type="button" data-first disabled={isRunning} onClick={onCancel}>
          {t('app.cancel')}
        </button>
        {!isOnline && <span className="hint">{t('error.OFFLINE')}</span>}
      </div>
    </form>
  );
}
