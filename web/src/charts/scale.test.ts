import { expect, it } from 'vitest';
import { levelOf, roundUp } from './scale';

it('has a level for nothing, and one from each least value on', () => {
  const leasts = [25, 50, 90];
  expect([0, 1, 24, 25, 49, 50, 89, 90, 500].map((minutes) => levelOf(minutes, leasts))).toEqual([
    0, 1, 1, 2, 2, 3, 3, 4, 4,
  ]);
});

it('ends an axis at a round number', () => {
  expect([1, 10, 25, 61, 1441].map(roundUp)).toEqual([10, 10, 30, 90, 2880]);
});
