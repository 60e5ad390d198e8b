import type { Achievement } from '../api/types';
import { t } from '../i18n';
import { formatNumber } from '../i18n/format';
import { Bar } from '../ui/Bar';
import { amountOf } from './figures';

/** "3 of 10 sessions" */
export const progressText = (value: number, amount: string): string =>
  t('achievements.of', { value: formatNumber(value), amount });

/** How far it is to the next level, or how far one has come where there is none. */
export function Progress({ achievement: { level, progress, target, unit } }: { achievement: Achievement }) {
  return target === null ? (
    <p className="dim">{t('achievements.soFar', { amount: amountOf(progress, unit) })}</p>
  ) : (
    <Bar
      label={level > 0 ? t('achievements.nextLevel') : t('achievements.progress')}
      value={progress}
      max={target}
      text={progressText(progress, amountOf(target, unit))}
    />
  );
}
