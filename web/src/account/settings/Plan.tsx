import { useId } from 'react';
import { useSubscription } from '../../api/queries';
import { t } from '../../i18n';
import { formatDate } from '../../i18n/format';
import { Waiting } from '../../ui/Screen';

/** The person's plan, and until when it holds. */
export function Plan() {
  const { data, ...query } = useSubscription();
  const heading = useId();
  return (
    <section id="plan" className="card" aria-labelledby={heading}>
      <h2 id={heading}>{t('settings.plan')}</h2>
      <Waiting queries={[{ data, ...query }]} />
      {data !== undefined && (
        <>
          <p className="row">
            <strong>{t(`settings.planIs.${data.plan}`)}</strong>
            {data.plan !== 'free' && (
              <span className={`tag ${data.is_pro ? 'good' : 'warm'}`}>{t(`settings.planState.${data.status}`)}</span>
            )}
          </p>
          {data.status === 'trial' && data.trial_ends_at !== null ? (
            <p>{t('settings.trialUntil', { date: formatDate(data.trial_ends_at) })}</p>
          ) : (
            data.plan !== 'free' &&
            data.expires_at !== null && (
              <p>{t(data.is_pro ? 'settings.paidUntil' : 'settings.endedOn', { date: formatDate(data.expires_at) })}</p>
            )
          )}
          <p className="dim">{t(data.is_pro ? 'settings.proText' : 'settings.freeText')}</p>
        </>
      )}
    </section>
  );
}
