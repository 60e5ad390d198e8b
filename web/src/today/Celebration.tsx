import { useEffect } from 'react';
import { Link } from 'wouter';
import { t } from '../i18n';
import { formatNumber } from '../i18n/format';
import { announce } from '../ui/announce';
import './celebration.css';

interface Props {
  enrollment: number;
  day: number;
  /** Whether it completed the program. */
  isLast: boolean;
  /** The day that comes now, when it is known. */
  next: number | null;
  onNext: (() => void) | undefined;
}

const pieces = Array.from({ length: 14 }, (_, index) => index);

/** A day is complete: a moment of joy, and the way on, at the person's own time. */
export default function Celebration({ enrollment, day, isLast, next, onNext }: Props) {
  const title = t('today.done', { day: formatNumber(day) });
  useEffect(() => announce(title), [title]);
  return (
    <section className="card celebration" aria-labelledby="done">
      <div aria-hidden="true" className="confetti">
        {pieces.map((piece) => (
          <i key={piece} />
        ))}
      </div>
      <svg aria-hidden="true" viewBox="0 0 48 48" width="48" height="48">
        <circle cx="24" cy="24" r="22" />
        <path d="m14 25 7 7 13-15" />
      </svg>
      <h2 id="done">{title}</h2>
      <p>{t(isLast ? 'today.lastText' : 'today.doneText')}</p>
      <div className="row">
        {next !== null && (
          <button type="button" className="primary" onClick={onNext}>
            {t('today.next', { day: formatNumber(next) })}
          </button>
        )}
        {isLast && (
          <Link href="/welcome" className="primary">
            {t('today.chooseOne')}
          </Link>
        )}
        <Link href={`/review/${enrollment}/${Math.ceil(day / 7)}`} className="button">
          {t('today.review')}
        </Link>
      </div>
    </section>
  );
}
