import { useId, useMemo, useState } from 'react';
import { api } from '../../api/client';
import { keys, queryClient, useSettings } from '../../api/queries';
import type { Settings } from '../../api/types';
import { useOnline } from '../../app/Shell';
import { currentLocale, t } from '../../i18n';
import { formatDate, formatDay } from '../../i18n/format';
import { announce } from '../../ui/announce';
import { ErrorText } from '../../ui/ErrorText';
import { Field, isAboutFields } from '../../ui/Field';
import { Waiting } from '../../ui/Screen';
import { useSubmit } from '../../ui/useSubmit';

const fields = ['time_zone', 'day_start_hour'];
const hours = [0, 1, 2, 3, 4, 5, 6];

/** Where the person's calendar days begin and end. They belong to the account. */
export function DaySettings() {
  const settings = useSettings();
  const heading = useId();
  // It stands here since the form is made anew when the settings are others.
  const [isSaved, setSaved] = useState(false);
  return (
    <section className="card" aria-labelledby={heading}>
      <h2 id={heading}>{t('settings.day')}</h2>
      <Waiting queries={[settings]} />
      {settings.data !== undefined && (
        <Form key={JSON.stringify(settings.data)} settings={settings.data} isSaved={isSaved} onSaved={setSaved} />
      )}
    </section>
  );
}

function Form({
  settings,
  isSaved,
  onSaved,
}: {
  settings: Settings;
  isSaved: boolean;
  onSaved: (isSaved: boolean) => void;
}) {
  const isOnline = useOnline();
  const zones = useId();
  const hour = useId();
  const allZones = useMemo(() => Intl.supportedValuesOf('timeZone'), []);
  const clock = new Intl.DateTimeFormat(currentLocale(), { timeStyle: 'short', timeZone: 'UTC' });
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [zone, setZone] = useState(settings.time_zone);

  const { onSubmit, error, isRunning } = useSubmit(async (form) => {
    onSaved(false);
    const body = {
      time_zone: String(form.get('time_zone')).trim(),
      day_start_hour: Number(form.get('day_start_hour')),
    };
    const { data } = await api.PATCH('/api/v1/account/settings/', { body });
    announce(t('app.saved'));
    onSaved(true);
    queryClient.setQueryData(keys.settings, data);
    // Streaks are read anew: whether a day is today or yesterday may have changed.
    await Promise.all(
      [['program'], ['week'], keys.history, keys.figures].map((queryKey) =>
        queryClient.invalidateQueries({ queryKey }),
      ),
    );
  });

  return (
    <form onSubmit={onSubmit}>
      <p>
        {t('settings.today', { date: formatDay(settings.local_date, 'full') })}
        {settings.effective_from !== null && (
          <span className="dim">
            {' '}
            {t('settings.inForce', { date: formatDate(settings.effective_from, settings.time_zone) })}
          </span>
        )}
      </p>
      <Field
        label={t('settings.zone')}
        name="time_zone"
        list={zones}
        required
        maxLength={64}
        autoComplete="off"
        spellCheck={false}
        dir="ltr"
        value={zone}
        onChange={(event) => setZone(event.target.value)}
        hint={t('settings.zoneHint')}
        error={error}
      />
      <datalist id={zones}>
        {allZones.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      {here !== zone && (
        <button type="button" className="quiet" onClick={() => setZone(here)}>
          {t('settings.useHere', { zone: here })}
        </button>
      )}
      <div className="field">
        <label htmlFor={hour}>{t('settings.dayStart')}</label>
        <select
          id={hour}
          name="day_start_hour"
          defaultValue={settings.day_start_hour}
          aria-describedby={`${hour}-hint`}
        >
          {hours.map((one) => (
            <option key={one} value={one}>
              {clock.format(one * 3_600_000)}
            </option>
          ))}
        </select>
        <p className="hint" id={`${hour}-hint`}>
          {t('settings.dayStartHint')}
        </p>
      </div>
      {!isAboutFields(error, fields) && <ErrorText error={error} />}
      <p className="hint">{t('settings.dayKept')}</p>
      <p className="row">
        <button type="submit" className="primary" disabled={isRunning || !isOnline}>
          {t('app.save')}
        </button>
        {isSaved && <span>{t('app.saved')}</span>}
        {!isOnline && <span className="hint">{t('error.OFFLINE')}</span>}
      </p>
    </form>
  );
}
