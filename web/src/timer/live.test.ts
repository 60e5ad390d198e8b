import { describe, expect, test } from 'vitest';
import type { ActiveSession } from '../api/types';
import { plannedEndAfter } from './live';

const session = (over: Partial<ActiveSession>): ActiveSession => ({
  session_id: '507f1f77bcf86cd799439011',
  started_at: '2026-03-10T12:00:00Z',
  planned_duration_seconds: 1500,
  status: 'active',
  session_type: 'program',
  program_id: 1,
  distraction_count: 0,
  enrollment_id: 1,
  day_number: 1,
  paused_at: null,
  elapsed_seconds: 0,
  remaining_seconds: 1500,
  ...over,
});

describe('the planned end', () => {
  const start = Date.parse('2026-03-10T12:00:00Z');

  test('of a paused session is not known', () => {
    expect(plannedEndAfter(session({ status: 'paused' }), start, null)).toBeNull();
  });

  test('becomes exact with the first tick, however late in its second the first message came', () => {
    const first = plannedEndAfter(session({ remaining_seconds: 1500 }), start + 700, null);
    expect(first).toBe(start + 1_500_700);
    const tick = plannedEndAfter(session({ remaining_seconds: 1499 }), start + 1_005, first);
    expect(tick).toBe(start + 1_500_005);
  });

  test('is not moved by a tick that was long under way', () => {
    const known = start + 1_500_005;
    expect(plannedEndAfter(session({ remaining_seconds: 1400 }), start + 100_900, known)).toBe(known);
  });
});
