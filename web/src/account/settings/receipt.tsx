import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { Erasure } from '../../api/types';
import { t, useLocale } from '../../i18n';
import { formatDate, formatNumber, formatTime } from '../../i18n/format';
import { announce } from '../../ui/announce';
import { Dialog } from '../../ui/Dialog';
import { readReceipt } from './leaving';

const lookAgainAfter = 1_500;

/**
 * Shows the receipt of an erasure. It stands in a root of its own: who deleted the account is signed out by then, and the screens are gone.
 */
export function showReceipt(erasure: Erasure): void {
  const place = document.body.appendChild(document.createElement('div'));
  const root = createRoot(place);
  root.render(
    <Receipt
      first={erasure}
      onClose={() => {
        root.unmount();
        place.remove();
      }}
    />,
  );
}

function Receipt({ first, onClose }: { first: Erasure; onClose: () => void }) {
  useLocale();
  const [erasure, setErasure] = useState(first);
  const isDone = erasure.status === 'completed';
  useEffect(() => {
    if (isDone) {
      announce(t('settings.receiptDone'));
      return;
    }
    let timer: ReturnType<typeof setTimeout>;
    const look = async () => {
      try {
        setErasure(await readReceipt(first.erasure_id));
      } catch {
        // A lost look is no news: the next one tells.
      }
      timer = setTimeout(() => void look(), lookAgainAfter);
    };
    timer = setTimeout(() => void look(), lookAgainAfter);
    return () => clearTimeout(timer);
  }, [isDone, first.erasure_id]);
  return (
    <Dialog title={t('settings.receipt')} isOpen onClose={onClose}>
      <div className="stack">
        <p className="row">
          <span className={`tag ${isDone ? 'good' : 'warm'}`}>{t(`settings.receiptIs.${erasure.status}`)}</span>
          {erasure.completed_at !== null && (
            <span className="dim">
              {formatDate(erasure.completed_at)}, {formatTime(erasure.completed_at)}
            </span>
          )}
        </p>
        <p>{t(isDone ? 'settings.receiptDone' : 'settings.receiptWait')}</p>
        {erasure.removed.length > 0 && (
          <table>
            <caption className="unseen">{t('settings.removed')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('settings.removed')}</th>
                <th scope="col" className="number">
                  {t('settings.count')}
                </th>
              </tr>
            </thead>
            <tbody>
              {erasure.removed.map((one) => (
                <tr key={`${one.store}/${one.kind}`}>
                  <th scope="row">
                    {one.store}: {one.kind.replaceAll('_', ' ')}
                  </th>
                  <td className="number">{formatNumber(one.count)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <p className="hint">
          {t('settings.receiptId')} <code>{erasure.erasure_id}</code>
        </p>
        <button type="button" className="primary" onClick={onClose}>
          {t('app.close')}
        </button>
      </div>
    </Dialog>
  );
}
