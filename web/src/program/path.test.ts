import { expect, it } from 'vitest';
import { dayState, weekOf, weeksOf } from './path';

it('divides a program into weeks', () => {
  expect(weeksOf(14).map((week) => week.days)).toEqual([
    [1, 2, 3, 4, 5, 6, 7],
    [8, 9, 10, 11, 12, 13, 14],
  ]);
  expect(weeksOf(30)).toHaveLength(5);
  expect(weeksOf(30).at(-1)).toEqual({ number: 5, days: [29, 30] });
});

it('knows the week of a day', () => {
  expect([1, 7, 8, 14, 15, 30].map(weekOf)).toEqual([1, 1, 2, 2, 3, 5]);
});

it('tells the days by the current one', () => {
  expect([1, 2, 3, 4].map((day) => dayState(day, 3, 'in_progress'))).toEqual([
    'complete',
    'complete',
    'current',
    'locked',
  ]);
  expect(dayState(1, 1, 'not_started')).toBe('current');
});

it('has the last day complete only when the program is completed', () => {
  expect(dayState(14, 14, 'in_progress')).toBe('current');
  expect(dayState(14, 14, 'completed')).toBe('complete');
});
