import { describe, expect, test } from 'vitest';
import { measure, timeAt } from './clock';

describe('the suite clock', () => {
  const now = '2026-03-10T12:00:00.000Z';

  test('takes the middle of the way for the instant of the answer', () => {
    const m = measure({ now, scale: 1 }, 1_000, 1_200);
    expect(timeAt(m, 1_100)).toBe(Date.parse(now));
    expect(timeAt(m, 2_100)).toBe(Date.parse(now) + 1_000);
  });

  test('runs as fast as the suite does', () => {
    const m = measure({ now, scale: 60 }, 0, 0);
    expect(timeAt(m, 1_000)).toBe(Date.parse(now) + 60_000);
  });
});
