import type { ActiveSession, Day } from '../api/types';
import type { Entry } from './db';

/** A day as it will be when the server has all that was done here. */
export function dayWith(day: Day, enrollmentId: number, entries: readonly Entry[]): Day {
  let progress = day.user_progress;
  for (const entry of entries) {
    if (entry.state === 'refused') {
      continue;
    }
    if (
      (entry.kind === 'task' || entry.kind === 'reflection' || entry.kind === 'rating') &&
      entry.body.enrollment_id === enrollmentId &&
      entry.body.day_number === day.day_number
    ) {
      progress = progressWith(progress, entry);
    }
  }
  return progress === day.user_progress ? day : { ...day, user_progress: progress };
}

type Progress = Day['user_progress'];

function progressWith(progress: Progress, entry: Entry): Progress {
  const at = new Date(entry.at).toISOString();
  switch (entry.kind) {
    case 'task': {
      const isDone = entry.body.is_completed ?? false;
      const tasks = progress.tasks.map((task) =>
        task.order === entry.body.task_index && task.is_completed !== isDone
          ? { ...task, is_completed: isDone, completed_at: isDone ? at : null }
          : task,
      );
      return { ...progress, tasks, tasks_completed: tasks.filter((task) => task.is_completed).length };
    }
    case 'reflection': {
      const { question = '', answer = '' } = entry.body;
      // The server gives the number. Between the answer and the removal of the entry the day may have it already.
      const isThere =
        entry.state === 'done' && progress.reflections.some((r) => r.question === question && r.answer === answer);
      return isThere
        ? progress
        : {
            ...progress,
            reflections: [...progress.reflections, { question, answer, created_at: at, reflection_number: 0 }],
          };
    }
    case 'rating':
      return {
        ...progress,
        difficulty_rating: entry.body.difficulty_rating ?? progress.difficulty_rating,
        satisfaction_rating: entry.body.satisfaction_rating ?? progress.satisfaction_rating,
        notes: entry.body.notes ?? progress.notes,
      };
    default:
      return progress;
  }
}

/** The live session as it will be: one whose end is under way is no more. */
export function sessionWith(session: ActiveSession | null, entries: readonly Entry[]): ActiveSession | null {
  if (session === null) {
    return null;
  }
  let distractions = 0;
  for (const entry of entries) {
    if (entry.state === 'refused' || !('session_id' in entry.body) || entry.body.session_id !== session.session_id) {
      continue;
    }
    if (entry.kind === 'session.complete' || entry.kind === 'session.cancel') {
      return null;
    }
    distractions += entry.kind === 'session.distraction' && entry.state === 'waiting' ? 1 : 0;
  }
  return distractions === 0 ? session : { ...session, distraction_count: session.distraction_count + distractions };
}
