import { describe, expect, it } from 'vitest';
import { addDays, firstWeekday, startOfWeek, weekdayOf, weeksBetween, weeksUntil } from './weeks';

describe('dates', () => {
  it('are counted across months, leap days and changes of the clock', () => {
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
    expect(weekdayOf('2026-03-09')).toBe(1);
    expect(weekdayOf('2026-03-15')).toBe(7);
  });
});

describe('weeks', () => {
  it('have today in the last one and nothing after it', () => {
    const weeks = weeksUntil('2026-03-11', 18, 1);
    expect(weeks).toHaveLength(18);
    expect(weeks.at(-1)).toEqual(['2026-03-09', '2026-03-10', '2026-03-11', null, null, null, null]);
    expect(weeks[0]?.[0]).toBe('2025-11-10');
  });

  it('begin as the language does', () => {
    expect(weeksUntil('2026-03-11', 1, 7)[0]?.[0]).toBe('2026-03-08');
    expect([1, 6, 7]).toContain(firstWeekday('de'));
  });

  it('go from one date to another', () => {
    expect(weeksBetween('2026-03-11', '2026-03-17', 1)).toEqual([
      [null, null, '2026-03-11', '2026-03-12', '2026-03-13', '2026-03-14', '2026-03-15'],
      ['2026-03-16', '2026-03-17', null, null, null, null, null],
    ]);
    expect(weeksBetween('2026-03-11', '2026-03-11', 3)[0]?.[0]).toBe('2026-03-11');
    // 371 dates fill 53 weeks, or lie in 54.
    expect(weeksBetween(addDays('2026-03-15', -370), '2026-03-15', 1)).toHaveLength(53);
    expect(weeksBetween(addDays('2026-03-11', -370), '2026-03-11', 1)).toHaveLength(54);
  });

  it('know their first date where it is not shown', () => {
    expect(startOfWeek([null, null, '2026-03-11', '2026-03-12', null, null, null])).toBe('2026-03-09');
  });
});
