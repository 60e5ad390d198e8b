import { useSyncExternalStore } from 'react';
import en from './messages/en.json';
import type more from './messages/en.more.json';

/** The languages of the client. English is the model: a key that another one lacks is shown in English. */
export const locales = { en: 'English', de: 'Deutsch', ar: 'العربية' } as const;
export type Locale = keyof typeof locales;

type Args = Record<string, string | number | Date>;
/** A subject may have texts in both. */
type Model = typeof en & typeof more;
type Paths<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Paths<T[K]>}` }[keyof T & string];

/** The name of a message, e.g. `today.title`. */
export type MessageKey = Paths<Model>;

type Load = () => Promise<{ default: unknown }>;

const kept = 'focus.locale';

/** A language is in two files: what the first screen says, and what the screens say that come when they are looked at. */
const firsts: Record<Exclude<Locale, 'en'>, Load> = {
  de: () => import('./messages/de.json'),
  ar: () => import('./messages/ar.json'),
};
const mores: Record<Locale, Load> = {
  en: () => import('./messages/en.more.json'),
  de: () => import('./messages/de.more.json'),
  ar: () => import('./messages/ar.more.json'),
};

let locale: Locale = 'en';
/** Where a message is looked for, one after the other. */
let trees: readonly unknown[] = [en];
let wantsMore = false;
const listeners = new Set<() => void>();

const isLocale = (name: string | null): name is Locale => name !== null && name in locales;

/** The language that this browser was set to, or the first of its own that we speak. */
function preferred(): Locale {
  const chosen = localStorage.getItem(kept);
  return isLocale(chosen)
    ? chosen
    : ((navigator.languages.map((name) => name.slice(0, 2).toLowerCase()).find((name) => isLocale(name)) as
        | Locale
        | undefined) ?? 'en');
}

async function use(next: Locale): Promise<void> {
  const parts = await Promise.all([
    ...(next === 'en' ? [] : [firsts[next]()]),
    ...(wantsMore ? [mores[next]()] : []),
    ...(wantsMore && next !== 'en' ? [mores.en()] : []),
  ]);
  trees = [...parts.map((part) => part.default), en];
  locale = next;
  document.documentElement.lang = next;
  document.documentElement.dir = next === 'ar' ? 'rtl' : 'ltr';
  for (const listener of listeners) {
    listener();
  }
}

/** Loads the messages; the client is shown after that. */
export const startLocale = (): Promise<void> => use(preferred()).catch(() => use('en'));

/** Loads what the screens say that are not the first one. */
async function loadMore(): Promise<void> {
  if (!wantsMore) {
    wantsMore = true;
    await use(locale);
  }
}

/** A part that is not there at first sight, with its texts. */
export const withTexts = async <T>(part: Promise<T>): Promise<T> => (await Promise.all([part, loadMore()]))[0];

/** Changes the language, for this browser. */
export async function setLocale(next: Locale): Promise<void> {
  await use(next);
  localStorage.setItem(kept, next);
}

export const currentLocale = (): Locale => locale;

/** The message in the person's language. */
export const t = (key: MessageKey, args?: Args): string => tIf(key, args) ?? key;

/** The message by a name that is put together, for example from an error's code; undefined when there is none. */
export function tIf(key: string, args?: Args): string | undefined {
  for (const tree of trees) {
    let node = tree;
    for (const part of key.split('.')) {
      node = typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[part] : undefined;
    }
    if (typeof node === 'function') {
      return (node as (args: Args) => string)(args ?? {});
    }
  }
  return undefined;
}

/** The language, for components that show text: they are drawn anew when it changes. */
export function useLocale(): Locale {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => locale,
  );
}
