import { describe, expect, it } from 'vitest';
import type { Day } from '../api/types';
import { missingText } from './Missing';
import { missingKeys, missingOf } from './needs';

type Progress = Day['user_progress'];

const progress = (change: Partial<Progress> = {}): Progress => ({
  is_completed: false,
  started_at: null,
  completed_at: null,
  tasks: [],
  tasks_completed: 1,
  tasks_total: 3,
  focus_minutes: 10,
  target_focus_minutes: 25,
  reflections: [],
  difficulty_rating: null,
  satisfaction_rating: null,
  notes: '',
  ...change,
});

const reflection = { question: 'What?', answer: 'That.', created_at: null, reflection_number: 1 };

describe('what is missing for a day', () => {
  it('is its open tasks, its minutes and a reflection', () => {
    expect(missingOf(progress())).toEqual({ tasks: 2, minutes: 15, reflections: 1 });
  });
  it('is never less than nothing', () => {
    const done = progress({ tasks_completed: 3, focus_minutes: 80, reflections: [reflection, reflection] });
    expect(missingOf(done)).toEqual({ tasks: 0, minutes: 0, reflections: 0 });
  });
  it('is named only where something is missing', () => {
    expect(missingKeys({ tasks: 0, minutes: 5, reflections: 1 })).toEqual([
      'today.miss.minutes',
      'today.miss.reflections',
    ]);
    expect(missingKeys({ tasks: 0, minutes: 0, reflections: 0 })).toEqual([]);
  });
  it('is said in one sentence', () => {
    expect(missingText(progress())).toBe('Still to do: 2 tasks, 15 min of focus, and one reflection.');
  });
  it('is said to be nothing when all was done here and the server has not counted it yet', () => {
    const done = progress({ tasks_completed: 3, focus_minutes: 25, reflections: [reflection] });
    expect(missingText(done)).toBe('That was all for this day.');
    expect(missingText({ ...done, is_completed: true })).toBe('This day is complete.');
  });
});
