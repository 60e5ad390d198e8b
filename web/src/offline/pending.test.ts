import { describe, expect, test } from 'vitest';
import type { ActiveSession, Day } from '../api/types';
import type { Command } from './commands';
import type { Entry } from './db';
import { dayWith, sessionWith } from './pending';

let id = 0;
const entry = (command: Command, over: Partial<Entry> = {}): Entry =>
  ({
    ...command,
    id: ++id,
    userId: 1,
    key: 'k',
    at: 0,
    attempts: 0,
    sentAt: null,
    state: 'waiting',
    code: null,
    ...over,
  }) as Entry;

const day: Day = {
  day_number: 1,
  title: 'One',
  description: '',
  focus_duration: 25,
  tips: [],
  reflection_prompts: [],
  user_progress: {
    is_completed: false,
    started_at: null,
    completed_at: null,
    tasks: [
      { text: 'a', is_completed: false, completed_at: null, order: 0 },
      { text: 'b', is_completed: true, completed_at: '2026-03-10T12:00:00Z', order: 1 },
    ],
    tasks_completed: 1,
    tasks_total: 2,
    focus_minutes: 0,
    target_focus_minutes: 25,
    reflections: [],
    difficulty_rating: null,
    satisfaction_rating: null,
    notes: '',
  },
};

const task = (task_index: number, is_completed: boolean, day_number = 1): Command => ({
  kind: 'task',
  body: { enrollment_id: 7, day_number, task_index, is_completed, request_id: '' },
});

describe('a day with what is not sent yet', () => {
  test('shows the last of several taps on a task', () => {
    const seen = dayWith(day, 7, [
      entry(task(0, true)),
      entry(task(1, false)),
      entry(task(0, false)),
      entry(task(0, true)),
    ]);
    expect(seen.user_progress.tasks.map((one) => one.is_completed)).toEqual([true, false]);
    expect(seen.user_progress.tasks_completed).toBe(1);
  });

  test('is the same object when nothing of it is on the way', () => {
    expect(dayWith(day, 7, [entry(task(0, true, 2))])).toBe(day);
    expect(dayWith(day, 8, [entry(task(0, true))])).toBe(day);
    expect(dayWith(day, 7, [entry(task(0, true), { state: 'refused' })])).toBe(day);
  });

  test('shows a reflection once, also between the answer and the removal of the entry', () => {
    const body = { enrollment_id: 7, day_number: 1, question: 'Why?', answer: 'So.', request_id: '' };
    const sent = entry({ kind: 'reflection', body }, { state: 'done' });
    expect(dayWith(day, 7, [sent]).user_progress.reflections).toHaveLength(1);
    const known = {
      ...day.user_progress,
      reflections: [{ question: 'Why?', answer: 'So.', created_at: '2026-03-10T12:00:00Z', reflection_number: 1 }],
    };
    expect(dayWith({ ...day, user_progress: known }, 7, [sent]).user_progress.reflections).toHaveLength(1);
  });
});

describe('the session with what is not sent yet', () => {
  const session = { session_id: 's', distraction_count: 2 } as ActiveSession;

  test('is gone when its end is on the way', () => {
    const end = entry({ kind: 'session.complete', body: { session_id: 's', request_id: '' } });
    expect(sessionWith(session, [end])).toBeNull();
    expect(sessionWith(session, [{ ...end, state: 'refused' }])).toBe(session);
  });

  test('counts distractions that are on the way', () => {
    const note = entry({
      kind: 'session.distraction',
      body: { session_id: 's', distraction_note: 'x', request_id: '' },
    });
    expect(sessionWith(session, [note])?.distraction_count).toBe(3);
  });
});
