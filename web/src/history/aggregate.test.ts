import { describe, expect, it } from 'vitest';
import type { SessionRecord } from '../api/types';
import { byDay, byHour, streakOf, streakRow, type Work, workOf } from './aggregate';
import { dayAt, momentIn } from './calendar';

const rule = (time_zone: string, day_start_hour = 0) => ({ time_zone, day_start_hour });
const at = (iso: string) => Date.parse(iso);
const work = (start: string, minutes: number): Work => ({
  start: at(start),
  end: at(start) + minutes * 60_000,
  seconds: minutes * 60,
});

const record = (change: Partial<SessionRecord>): SessionRecord => ({
  session_id: '507f1f77bcf86cd799439011',
  enrollment_id: 1,
  program_id: 1,
  day_number: 1,
  session_type: 'program',
  status: 'completed',
  task_description: null,
  started_at: '2026-03-10T09:00:00Z',
  ended_at: '2026-03-10T09:25:00Z',
  planned_duration_seconds: 1500,
  actual_duration_seconds: 1500,
  credited_minutes: 25,
  distraction_count: 0,
  distractions: [],
  productivity_rating: null,
  notes: null,
  is_manual: false,
  corrected_at: null,
  ...change,
});

describe('dates', () => {
  it('follow the clocks of the zone', () => {
    expect(momentIn(at('2026-03-10T23:30:00Z'), 'Asia/Tokyo')).toEqual({ date: '2026-03-11', hour: 8 });
    expect(momentIn(at('2026-03-10T02:00:00Z'), 'America/New_York')).toEqual({ date: '2026-03-09', hour: 22 });
    expect(momentIn(at('2026-03-10T18:30:00Z'), 'Asia/Kathmandu')).toEqual({ date: '2026-03-11', hour: 0 });
  });

  it('begin at the start of the day', () => {
    // Half past three at night in Tokyo, the 11th.
    expect(dayAt(at('2026-03-10T18:30:00Z'), rule('Asia/Tokyo'))).toBe('2026-03-11');
    expect(dayAt(at('2026-03-10T18:30:00Z'), rule('Asia/Tokyo', 4))).toBe('2026-03-10');
    expect(dayAt(at('2026-03-10T19:00:00Z'), rule('Asia/Tokyo', 4))).toBe('2026-03-11');
  });

  it('begin by the clock on the days on which it is changed', () => {
    // Berlin, 29 March 2026: two o'clock becomes three. Three o'clock comes two hours after midnight.
    expect(dayAt(at('2026-03-29T00:59:59Z'), rule('Europe/Berlin', 3))).toBe('2026-03-28');
    expect(dayAt(at('2026-03-29T01:00:00Z'), rule('Europe/Berlin', 3))).toBe('2026-03-29');
    // 25 October 2026: three becomes two. Three o'clock comes four hours after midnight.
    expect(dayAt(at('2026-10-25T01:59:59Z'), rule('Europe/Berlin', 3))).toBe('2026-10-24');
    expect(dayAt(at('2026-10-25T02:00:00Z'), rule('Europe/Berlin', 3))).toBe('2026-10-25');
  });

  it('count as UTC in a zone that the browser does not know', () => {
    expect(momentIn(at('2026-03-10T23:30:00Z'), 'Nowhere/Atall')).toEqual({ date: '2026-03-10', hour: 23 });
  });
});

describe('what counts', () => {
  it('is what was completed, up to the planned end', () => {
    const late = record({ ended_at: '2026-03-10T10:00:00Z', actual_duration_seconds: 3600 });
    expect(workOf([late])).toEqual([work('2026-03-10T09:00:00Z', 25)]);
    expect(workOf([record({ status: 'canceled' }), record({ status: 'active', ended_at: null })])).toEqual([]);
  });

  it('belongs to the day on which it ended', () => {
    const overMidnight = work('2026-03-10T23:50:00Z', 25);
    expect([...byDay([overMidnight], rule('UTC')).keys()]).toEqual(['2026-03-11']);
    expect([...byDay([overMidnight], rule('UTC', 2)).keys()]).toEqual(['2026-03-10']);
  });

  it('adds up in seconds', () => {
    const days = byDay([work('2026-03-10T09:00:00Z', 1.5), work('2026-03-10T10:00:00Z', 1.5)], rule('UTC'));
    expect(days.get('2026-03-10')).toEqual({ seconds: 180, sessions: 2, counts: true });
  });

  it('needs a minute in one session for the streak', () => {
    const days = byDay([work('2026-03-10T09:00:00Z', 0.6), work('2026-03-10T10:00:00Z', 0.6)], rule('UTC'));
    expect(days.get('2026-03-10')?.counts).toBe(false);
  });
});

describe('hours', () => {
  it('share out what runs over their end', () => {
    const grid = byHour([work('2026-03-10T09:50:00Z', 25)], rule('UTC'));
    expect(grid[1]?.[9]).toBeCloseTo(600);
    expect(grid[1]?.[10]).toBeCloseTo(900);
    expect(grid.flat().reduce((sum, one) => sum + one)).toBeCloseTo(1500);
  });

  it('are those of a zone east of UTC, with its half hours', () => {
    // 19:00 UTC on Tuesday is half past midnight on Wednesday in Kolkata.
    expect(byHour([work('2026-03-10T19:00:00Z', 25)], rule('Asia/Kolkata'))[2]?.[0]).toBeCloseTo(1500);
    expect(byHour([work('2026-03-10T19:00:00Z', 25)], rule('Asia/Kolkata', 4))[1]?.[0]).toBeCloseTo(1500);
  });

  it('leave out the hour that a change of the clock skips', () => {
    // Berlin, 29 March 2026: from half past one to half past three by the clock, an hour long.
    const sunday = byHour([work('2026-03-29T00:30:00Z', 60)], rule('Europe/Berlin'))[6];
    expect(sunday?.slice(1, 4)).toEqual([1800, 0, 1800]);
  });
});

describe('the streak', () => {
  const days = byDay(
    ['2026-03-07', '2026-03-09', '2026-03-10'].map((date) => work(`${date}T09:00:00Z`, 25)),
    rule('UTC'),
  );

  it('runs up to today, or up to yesterday while today has nothing', () => {
    expect(streakOf(days, '2026-03-10')).toBe(2);
    expect(streakOf(days, '2026-03-11')).toBe(2);
    expect(streakOf(days, '2026-03-12')).toBe(0);
  });

  it('is a row that ends with today', () => {
    const row = streakRow(days, '2026-03-11', 5);
    expect(row.map((day) => day.date)).toEqual(['2026-03-07', '2026-03-08', '2026-03-09', '2026-03-10', '2026-03-11']);
    expect(row.map((day) => day.counts)).toEqual([true, false, true, true, false]);
  });

  it('goes on over the night in which the clock changes', () => {
    const nights = ['2026-03-28T21:00:00Z', '2026-03-29T20:00:00Z', '2026-03-30T20:00:00Z'];
    const found = byDay(
      nights.map((start) => work(start, 25)),
      rule('Europe/Berlin', 4),
    );
    expect(streakOf(found, '2026-03-30')).toBe(3);
  });
});
