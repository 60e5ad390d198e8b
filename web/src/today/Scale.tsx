import { useId } from 'react';
import { formatNumber } from '../i18n/format';
import './scale.css';

interface Props {
  legend: string;
  value: number | null;
  onChange: (value: number) => void;
  /** What a number means. */
  word: (value: number) => string;
}

/** One of five, with words: radio buttons by nature, so that arrows choose. */
export function Scale({ legend, value, onChange, word }: Props) {
  const name = useId();
  return (
    <fieldset className="scale">
      <legend>{legend}</legend>
      <div>
        {[1, 2, 3, 4, 5].map((n) => (
          <label key={n}>
            <input type="radio" className="unseen" name={name} checked={value === n} onChange={() => onChange(n)} />
            <b>{formatNumber(n)}</b>
            <span>{word(n)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
