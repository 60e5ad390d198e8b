import { useState } from 'react';
import type { Day } from '../api/types';
import { t } from '../i18n';
import { useCommand } from '../offline/useCommand';
import { announce } from '../ui/announce';
import { ErrorText } from '../ui/ErrorText';
import { Area } from '../ui/Field';
import { Scale } from './Scale';

interface Props {
  enrollment: number;
  day: number;
  progress: Day['user_progress'];
  isOpen: boolean;
}

/** How the day was: open when the day is complete, else on demand. */
export function DayRating({ enrollment, day, progress, isOpen }: Props) {
  const { run, error } = useCommand('rating');
  const { difficulty_rating: difficulty, satisfaction_rating: satisfaction, notes } = progress;
  // What is chosen is sent at once; notes have a button.
  const [text, setText] = useState<string>();
  const rate = async (change: { difficulty_rating?: number; satisfaction_rating?: number; notes?: string }) => {
    const isDone = run({ enrollment_id: enrollment, day_number: day, ...change });
    announce(t('app.saved'));
    return (await isDone) !== undefined;
  };
  if (!isOpen && difficulty === null && satisfaction === null && notes === '') {
    return null;
  }
  return (
    <details className="card rating" open={progress.is_completed && isOpen}>
      <summary>{t('today.rate')}</summary>
      <fieldset disabled={!isOpen}>
        <Scale
          legend={t('today.difficulty')}
          value={difficulty}
          onChange={(n) => void rate({ difficulty_rating: n })}
          word={(n) => t('today.difficult', { n })}
        />
        <Scale
          legend={t('today.satisfaction')}
          value={satisfaction}
          onChange={(n) => void rate({ satisfaction_rating: n })}
          word={(n) => t('today.satisfied', { n })}
        />
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (text !== undefined) {
              void rate({ notes: text.trim() });
            }
          }}
        >
          <Area
            label={t('timer.notes')}
            name="notes"
            placeholder={t('timer.optional')}
            maxLength={1000}
            value={text ?? notes}
            error={error}
            onChange={(event) => setText(event.target.value)}
          />
          {text !== undefined && text.trim() !== notes && (
            <div className="row">
              <button type="submit" className="primary">
                {t('app.save')}
              </button>
            </div>
          )}
        </form>
        <ErrorText error={error} />
      </fieldset>
    </details>
  );
}
