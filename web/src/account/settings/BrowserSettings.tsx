import { useId, useState } from 'react';
import { areKeysOn, turnKeys } from '../../app/commands';
import { applyTheme, currentTheme, type Theme } from '../../app/theme';
import { t } from '../../i18n';
import { chooseEndSignal, endSignal, playEnd } from '../../timer/end';
import { LanguageChoice } from '../LanguageChoice';

const themes: readonly Theme[] = ['auto', 'light', 'dark'];

/** What holds for this browser and not for the account. It takes effect at once: there is nothing to save. */
export function BrowserSettings() {
  const [theme, setTheme] = useState(currentTheme);
  const [keysOn, setKeysOn] = useState(areKeysOn);
  const [signal, setSignal] = useState(endSignal);
  const [isForbidden, setForbidden] = useState(false);
  const group = useId();
  const choose = async (wanted: typeof signal) => {
    const chosen = await chooseEndSignal(wanted);
    setForbidden(wanted.notification && !chosen.notification);
    setSignal(chosen);
  };
  return (
    <section className="card" aria-labelledby={`${group}-title`}>
      <h2 id={`${group}-title`}>{t('settings.browser')}</h2>
      <LanguageChoice />
      <fieldset>
        <legend>{t('settings.theme')}</legend>
        <div className="row">
          {themes.map((one) => (
            <label key={one} className="choice">
              <input
                type="radio"
                name={`${group}-theme`}
                checked={theme === one}
                onChange={() => {
                  applyTheme(one);
                  setTheme(one);
                }}
              />
              {t(`settings.themeIs.${one}`)}
            </label>
          ))}
        </div>
      </fieldset>
      <Check
        label={t('settings.keys')}
        hint={t('settings.keysHint')}
        checked={keysOn}
        onChange={(on) => {
          turnKeys(on);
          setKeysOn(on);
        }}
      />
      <fieldset>
        <legend>{t('settings.end')}</legend>
        <div className="row">
          <Check
            label={t('settings.sound')}
            checked={signal.sound}
            onChange={(sound) => void choose({ ...signal, sound })}
          />
          {signal.sound && (
            <button type="button" className="quiet" onClick={playEnd}>
              {t('settings.listen')}
            </button>
          )}
        </div>
        <Check
          label={t('settings.notification')}
          hint={t('settings.notificationHint')}
          checked={signal.notification}
          onChange={(notification) => void choose({ ...signal, notification })}
        />
        {isForbidden && (
          <p className="error" role="alert">
            {t('settings.forbidden')}
          </p>
        )}
      </fieldset>
    </section>
  );
}

function Check({
  label,
  hint,
  checked,
  onChange,
}: {
  label: string;
  hint?: string;
  checked: boolean;
  onChange: (on: boolean) => void;
}) {
  const id = useId();
  return (
    <div>
      <label className="choice">
        <input
          type="checkbox"
          checked={checked}
          aria-describedby={hint === undefined ? undefined : id}
          onChange={(event) => onChange(event.target.checked)}
        />
        {label}
      </label>
      {hint !== undefined && (
        <p className="hint" id={id}>
          {hint}
        </p>
      )}
    </div>
  );
}
