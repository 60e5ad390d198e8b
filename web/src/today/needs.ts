import type { Day } from '../api/types';
import type { MessageKey } from '../i18n';

type Progress = Day['user_progress'];

/** What a day still needs to be complete. */
export interface Missing {
  tasks: number;
  minutes: number;
  reflections: number;
}

export const missingOf = (progress: Progress): Missing => ({
  tasks: Math.max(0, progress.tasks_total - progress.tasks_completed),
  minutes: Math.max(0, progress.target_focus_minutes - progress.focus_minutes),
  reflections: progress.reflections.length === 0 ? 1 : 0,
});

type MissingKey = Extract<MessageKey, `today.miss.${string}`>;

/** The parts of the sentence that says it, in the order in which a day goes. */
export const missingKeys = (missing: Missing): MissingKey[] =>
  (['tasks', 'minutes', 'reflections'] as const)
    .filter((part) => missing[part] > 0)
    .map((part) => `today.miss.${part}` as const);
