import type { ProgramDetails } from '../api/types';
import { t } from '../i18n';
import { formatDate } from '../i18n/format';

/** What was earned, where there is something. */
export function Achievements({ achievements }: { achievements: ProgramDetails['progress']['achievements'] }) {
  return achievements.length === 0 ? null : (
    <section className="card" aria-labelledby="achievements">
      <h2 id="achievements">{t('program.achievements')}</h2>
      <ul className="row">
        {achievements.map((one) => (
          <li key={one.code} className="tag good">
            {one.title}
            {one.earned_at !== null && <span> · {formatDate(one.earned_at)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
