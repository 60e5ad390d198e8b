import { useId } from 'react';
import { type Locale, locales, setLocale, t, useLocale } from '../i18n';

/** The language of the client in this browser. */
export function LanguageChoice() {
  const locale = useLocale();
  const id = useId();
  return (
    <div className="field inline">
      <label htmlFor={id}>{t('account.language')}</label>
      <select id={id} value={locale} onChange={(event) => void setLocale(event.target.value as Locale)}>
        {Object.entries(locales).map(([name, own]) => (
          <option key={name} value={name} lang={name}>
            {own}
          </option>
        ))}
      </select>
    </div>
  );
}
