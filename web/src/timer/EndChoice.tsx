import { useState } from 'react';
import { t } from '../i18n';
import { chooseEndSignal, type EndSignal, endSignal, playEnd } from './end';
import './endChoice.css';

/** How the end of a session is told, in this browser. Nothing is on before it was chosen. */
export function EndChoice() {
  const [choice, setChoice] = useState(endSignal);
  const [isDenied, setDenied] = useState(false);
  const choose = async (wanted: EndSignal) => {
    const chosen = await chooseEndSignal(wanted);
    setDenied(wanted.notification && !chosen.notification);
    setChoice(chosen);
  };
  return (
    <fieldset className="end-choice">
      <legend>{t('timer.atEnd')}</legend>
      <div className="row">
        <label>
          <input
            type="checkbox"
            checked={choice.sound}
            onChange={(event) => void choose({ ...choice, sound: event.target.checked })}
          />
          {t('timer.sound')}
        </label>
        <label>
          <input
            type="checkbox"
            checked={choice.notification}
            onChange={(event) => void choose({ ...choice, notification: event.target.checked })}
          />
          {t('timer.notification')}
        </label>
        <button type="button" className="quiet" onClick={playEnd}>
          {t('timer.trySound')}
        </button>
      </div>
      {isDenied && (
        <p className="hint" role="status">
          {t('timer.denied')}
        </p>
      )}
    </fieldset>
  );
}
