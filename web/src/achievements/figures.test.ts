import { beforeAll, describe, expect, it } from 'vitest';
import type { Achievement, StreakDate, StreakDateState } from '../api/types';
import { addDays } from '../charts/weeks';
import { setLocale, tIf, withTexts } from '../i18n';
import { amountOf, datesToShow, earnedIn, kindOf, sorted, states } from './figures';

const dates = (count: number, state: (index: number) => StreakDateState): StreakDate[] =>
  Array.from({ length: count }, (_, index) => ({ date: addDays('2026-01-12', index), state: state(index) }));

describe('the dates of the streak', () => {
  it('begin with the first that tells something', () => {
    const all = dates(60, (index) => (index < 20 || index > 40 ? 'idle' : 'kept'));
    expect(datesToShow(all)).toEqual(all.slice(20));
  });

  it('are two weeks at least, where there are so many', () => {
    expect(datesToShow(dates(60, (index) => (index === 59 ? 'kept' : 'idle')))).toHaveLength(14);
    expect(datesToShow(dates(60, () => 'idle'))).toHaveLength(14);
    expect(datesToShow(dates(3, () => 'idle'))).toHaveLength(3);
    expect(datesToShow([])).toEqual([]);
  });
});

describe('achievements', () => {
  it('are earned or ahead, in the order of the server', () => {
    const one = (code: string, level: number) => ({ code, level }) as Achievement;
    const { earned, ahead } = sorted([one('b', 2), one('a', 1), one('d', 0), one('c', 0)]);
    expect(earned.map((each) => each.code)).toEqual(['b', 'a']);
    expect(ahead.map((each) => each.code)).toEqual(['d', 'c']);
  });

  it('were earned in a date, a week, a program, or at all', () => {
    expect(earnedIn('2026-03-10')).toEqual({ kind: 'date', date: '2026-03-10' });
    expect(earnedIn('2026-W11')).toEqual({ kind: 'week', monday: '2026-03-09' });
    // The first week of 2026 begins in 2025; 2027 begins in the last of 2026.
    expect(earnedIn('2026-W01')).toEqual({ kind: 'week', monday: '2025-12-29' });
    expect(earnedIn('2026-W53')).toEqual({ kind: 'week', monday: '2026-12-28' });
    expect(earnedIn('enrollment/12')).toEqual({ kind: 'program', enrollment: 12 });
    expect(earnedIn('')).toEqual({ kind: 'always' });
    expect(earnedIn('season/3')).toEqual({ kind: 'always' });
  });
});

describe('words', () => {
  beforeAll(() => withTexts(Promise.resolve()));

  it('name an amount, also of a unit that is not known', async () => {
    expect([amountOf(1, 'sessions'), amountOf(7, 'days in a row')]).toEqual(['1 session', '7 days in a row']);
    expect(amountOf(3, 'light years')).toBe('3 light years');
    await setLocale('de');
    expect(amountOf(1, 'rated days')).toBe('1 bewerteter Tag');
    await setLocale('en');
  });

  it('name a fact, also of a kind that is not known', () => {
    expect([kindOf('session'), kindOf('comet')]).toEqual(['Focus session', 'comet']);
  });

  it('are there for each state of a date', () => {
    expect(states.filter((state) => tIf(`achievements.state.${state}`) === undefined)).toEqual([]);
    expect(states.filter((state) => tIf(`achievements.meaning.${state}`) === undefined)).toEqual([]);
  });
});
