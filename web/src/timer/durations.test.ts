import { describe, expect, it } from 'vitest';
import { durationChoices, suggestedMinutes } from './durations';
import { partDone } from './Ring';

const day = (focus: number, target: number) => ({ focus_minutes: focus, target_focus_minutes: target });

describe('the suggested duration', () => {
  it('is what the day still lacks', () => {
    expect(suggestedMinutes(day(15, 50))).toBe(35);
  });
  it('missing minutes of a day that is nearly done are at least five', () => {
    expect(suggestedMinutes(day(48, 50))).toBe(5);
  });
  it('missing minutes of a long day are at most what a session can be', () => {
    expect(suggestedMinutes(day(0, 400))).toBe(180);
  });
  it('is the usual one when nothing is missing, or when the day is not known', () => {
    expect(suggestedMinutes(day(60, 50))).toBe(25);
    expect(suggestedMinutes(undefined)).toBe(25);
  });
});

describe('the choices', () => {
  it('begin with the suggested one', () => {
    expect(durationChoices(35)).toEqual([35, 15, 25, 50]);
  });
  it('name no duration twice', () => {
    expect(durationChoices(25)).toEqual([25, 15, 50]);
  });
});

describe('the ring', () => {
  it('fills as the time goes, and never beyond', () => {
    expect(partDone(1500, 1500)).toBe(0);
    expect(partDone(1500, 375)).toBe(0.75);
    expect(partDone(1500, -3)).toBe(1);
    expect(partDone(1500, 1501)).toBe(0);
  });
});
