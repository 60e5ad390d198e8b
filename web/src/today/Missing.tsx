import type { Day } from '../api/types';
import { currentLocale, t } from '../i18n';
import { formatMinutes, formatNumber } from '../i18n/format';
import { Bar } from '../ui/Bar';
import { missingKeys, missingOf } from './needs';

type Progress = Day['user_progress'];

/** What is missing for the day, in a sentence. */
export function missingText(progress: Progress): string {
  if (progress.is_completed) {
    return t('today.isComplete');
  }
  const missing = missingOf(progress);
  const parts = missingKeys(missing).map((key) => t(key, { n: missing.tasks, time: formatMinutes(missing.minutes) }));
  return parts.length === 0
    ? t('today.miss.nothing')
    : t('today.miss.text', { list: new Intl.ListFormat(currentLocale()).format(parts) });
}

const of = (done: number, all: number, format: (value: number) => string = formatNumber) =>
  t('today.of', { done: format(done), all: format(all) });

/** What is missing for the day, in one glance. */
export function Missing({ progress }: { progress: Progress }) {
  const { focus_minutes: focus, target_focus_minutes: target, tasks_completed: done, tasks_total: all } = progress;
  const reflected = Math.min(1, progress.reflections.length);
  return (
    <section className="card day-missing" aria-label={t('today.progress')} data-done={progress.is_completed}>
      <p>{missingText(progress)}</p>
      <Bar label={t('today.tasks')} value={done} max={all} text={of(done, all)} />
      <Bar label={t('today.focus')} value={focus} max={target} text={of(focus, target, formatMinutes)} />
      <Bar label={t('today.reflection')} value={reflected} max={1} text={of(reflected, 1)} />
    </section>
  );
}
