import { expect, it } from 'vitest';
import { layoutOf } from './DayMap';

it('has a year in one row of weeks where there is room, and in several on a phone', () => {
  expect(layoutOf(54, 920)).toMatchObject({ rows: 1, columns: 54, size: 16 });
  expect(layoutOf(54, 240)).toMatchObject({ rows: 3, columns: 18, size: 11 });
  expect(layoutOf(53, 600)).toMatchObject({ rows: 2, columns: 27, size: 20 });
});

it('has 18 weeks in one row on any width', () => {
  for (const width of [240, 320, 920]) {
    expect(layoutOf(18, width).rows).toBe(1);
  }
});
