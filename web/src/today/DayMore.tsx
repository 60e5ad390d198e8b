import type { Day } from '../api/types';
import { t } from '../i18n';
import { DayRating } from './DayRating';
import { Reflections } from './Reflections';
import './more.css';

interface Props {
  enrollment: number;
  day: number;
  progress: Day['user_progress'];
  prompts: readonly string[];
  tips: readonly string[];
  isOpen: boolean;
}

/** What one does at the end of a day, and advice for it. */
export default function DayMore({ enrollment, day, progress, prompts, tips, isOpen }: Props) {
  const shared = { enrollment, day, isOpen };
  return (
    <>
      <Reflections {...shared} given={progress.reflections} prompts={prompts} />
      <DayRating {...shared} progress={progress} />
      {tips.length > 0 && (
        <details className="card">
          <summary>{t('today.tips')}</summary>
          <ul className="bullets">
            {tips.map((tip) => (
              <li key={tip} dir="auto">
                {tip}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
