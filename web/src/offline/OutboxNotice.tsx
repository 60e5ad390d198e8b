import { useOutbox } from '../api/queries';
import { t, tIf } from '../i18n';
import { formatTime } from '../i18n/format';
import { dismiss } from './outbox';

/** What was done here and not accepted, while nobody was looking: what it was, when, and why. */
export default function OutboxNotice() {
  const refused = useOutbox().filter((entry) => entry.state === 'refused');
  return (
    <section className="notice" aria-labelledby="refused">
      <h2 id="refused">{t('app.refused', { n: refused.length })}</h2>
      <ul>
        {refused.map((entry) => (
          <li key={entry.id}>
            <span>
              {t(`command.${entry.kind}`)} ({formatTime(new Date(entry.at).toISOString())}):{' '}
              {tIf(`error.${entry.code}`) ?? t('error.unknown', { code: entry.code ?? '' })}
              {'answer' in entry.body && <q>{String(entry.body.answer)}</q>}
              {'distraction_note' in entry.body && <q>{String(entry.body.distraction_note)}</q>}
            </span>{' '}
            <button type="button" className="quiet" onClick={() => void dismiss(entry.id)}>
              {t('app.dismiss')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
