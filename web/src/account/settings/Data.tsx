import { useEffect, useId, useRef, useState } from 'react';
import { ApiError } from '../../api/problem';
import { useOnline } from '../../app/Shell';
import { t } from '../../i18n';
import { formatNumber } from '../../i18n/format';
import { suiteNow } from '../../timer/clock';
import { announce } from '../../ui/announce';
import { ErrorText } from '../../ui/ErrorText';
import { saveExport } from './export';

/** All that the suite holds about the person, as a file. */
export function Data() {
  const heading = useId();
  const isOnline = useOnline();
  const [bytes, setBytes] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [isSaved, setSaved] = useState(false);
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const run = async () => {
    running.current = new AbortController();
    const { signal } = running.current;
    setBytes(0);
    setError(null);
    setSaved(false);
    announce(t('settings.exporting'));
    try {
      const date = new Date(suiteNow()).toISOString().slice(0, 10);
      await saveExport(`focussuite-${date}.json`, signal, setBytes);
      setSaved(true);
      announce(t('settings.exported'));
    } catch (failure) {
      if (!signal.aborted) {
        setError(failure);
      }
    } finally {
      setBytes(null);
    }
  };
  const isBusy = error instanceof ApiError && error.status === 429;

  return (
    <section className="card" aria-labelledby={heading}>
      <h2 id={heading}>{t('settings.data')}</h2>
      <p>{t('settings.dataText')}</p>
      {isBusy ? (
        <p className="error" role="alert">
          {t('settings.exportBusy')}
        </p>
      ) : (
        <ErrorText error={error} />
      )}
      <div className="row">
        <button type="button" disabled={bytes !== null || !isOnline} onClick={() => void run()}>
          {t('settings.export')}
        </button>
        {bytes !== null && (
          <>
            <span aria-busy="true">
              {t('settings.exporting')} {bytes > 0 && t('settings.kilobytes', { n: formatNumber(bytes / 1000) })}
            </span>
            <button type="button" className="quiet" onClick={() => running.current?.abort()}>
              {t('app.cancel')}
            </button>
          </>
        )}
        {isSaved && <span>{t('settings.exported')}</span>}
      </div>
    </section>
  );
}
