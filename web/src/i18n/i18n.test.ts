import { readFile } from 'node:fs/promises';
import { parse, type Token } from '@messageformat/parser';
import { describe, expect, test } from 'vitest';
import { dateIn, formatClock, formatMinutes, hourIn } from './format';
import { setLocale, t, tIf, withTexts } from './index';
import ar from './messages/ar.json?raw';
import arMore from './messages/ar.more.json?raw';
import de from './messages/de.json?raw';
import deMore from './messages/de.more.json?raw';
import en from './messages/en.json?raw';
import enMore from './messages/en.more.json?raw';

function names(tree: unknown, path = ''): string[] {
  return typeof tree === 'string'
    ? [path]
    : Object.entries(tree as Record<string, unknown>).flatMap(([key, value]) =>
        names(value, path === '' ? key : `${path}.${key}`),
      );
}

function textOf(tree: unknown, name: string): string {
  return name.split('.').reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], tree) as string;
}

/** The arguments that a message takes, also those within its cases. */
function args(text: string): string[] {
  const found = new Set<string>();
  const walk = (tokens: Token[]) => {
    for (const token of tokens) {
      if ('arg' in token) {
        found.add(token.arg);
      }
      if ('cases' in token) {
        for (const one of token.cases) {
          walk(one.tokens);
        }
      }
    }
  };
  walk(parse(text));
  return [...found].sort();
}

describe.each([
  ['de', de, en],
  ['de, further screens', deMore, enMore],
  ['ar', ar, en],
  ['ar, further screens', arMore, enMore],
])('the messages in %s', (_, raw, english) => {
  const own = JSON.parse(raw) as unknown;
  const model = JSON.parse(english) as unknown;

  test('are those of English', () => {
    expect(names(own).sort()).toEqual(names(model).sort());
  });

  test('take the same arguments', () => {
    for (const name of names(model)) {
      expect([name, args(textOf(own, name))]).toEqual([name, args(textOf(model, name))]);
    }
  });

  test('are translated', () => {
    const same = names(model).filter(
      (name) => textOf(own, name) === textOf(model, name) && /[a-z]{4}/.test(textOf(model, name)),
    );
    expect(same.length).toBeLessThan(names(model).length / 20);
  });
});

describe('texts', () => {
  test('follow the language, with its plurals', async () => {
    expect(t('app.waiting', { n: 1 })).toBe('1 change waits to be sent');
    await setLocale('de');
    expect(t('app.waiting', { n: 2 })).not.toContain('waits');
    expect(document.documentElement.dir).toBe('ltr');
    await setLocale('ar');
    expect(document.documentElement.dir).toBe('rtl');
    await setLocale('en');
  });

  test('have a sentence for every error of the API', async () => {
    const page = await readFile('../docs/generated/errors.md', 'utf8');
    const codes = [...page.matchAll(/^\| `([A-Z_]+)` \|/gm)].map((match) => match[1]);
    expect(codes.length).toBeGreaterThan(20);
    // Some errors belong to screens that come later, and so do their sentences.
    await withTexts(Promise.resolve());
    expect(codes.filter((code) => tIf(`error.${code}`) === undefined)).toEqual([]);
  });
});

describe('formats', () => {
  test('a clock rounds up, so that the planned time shows in full at first', () => {
    expect(formatClock(1500)).toBe('25:00');
    expect(formatClock(1499.2)).toBe('25:00');
    expect(formatClock(0)).toBe('00:00');
    expect(formatClock(3905)).toBe('1:05:05');
  });

  test('minutes become hours', () => {
    expect(formatMinutes(25)).toBe('25 min');
    expect(formatMinutes(60)).toBe('1 hr');
    expect(formatMinutes(85)).toBe('1 hr 25 min');
  });

  test('an instant has the date and the hour of the zone', () => {
    expect(dateIn('2026-03-10T23:30:00Z', 'Asia/Tokyo')).toBe('2026-03-11');
    expect(hourIn('2026-03-10T23:30:00Z', 'Asia/Tokyo')).toBe(8);
    expect(hourIn('2026-03-10T00:30:00Z', 'UTC')).toBe(0);
  });
});
