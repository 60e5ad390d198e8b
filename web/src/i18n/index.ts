import { useSyncExternalStore } from 'react';
import en from './messages/en.json';

/** The languages of the client. English is the model: a key that another one lacks is shown in English. */
export const locales = { en: 'English', de: 'Deutsch', ar: 'العربية' } as const;
export type Locale = keyof typeof locales;

/** The tree of messages: what is a text in the file is a function of its arguments when it has been compiled. */
type Compiled<T> = { [K in keyof T]: T[K] extends string ? (args?: Args) => string : Compiled<T[K]> };
type Args = Record<string, string | number | Date>;
type Messages = Compiled<typeof en>;
type Paths<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Paths<T[K]>}` }[keyof T & string];

/** The name of a message, e.g. `today.title`. */
export type MessageKey = Paths<typeof en>;

const kept = 'focus.locale';
const english = en as unknown as Messages;
const loaders: Record<Exclude<Locale, 'en'>, () => Promise<{ default: unknown }>> = {
  de: () => import('./messages/de.json'),
  ar: () => import('./messages/ar.json'),
};

let locale: Locale = 'en';
let messages: Messages = english;
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
  messages = next === 'en' ? english : ((await loaders[next]()).default as Messages);
  locale = next;
  document.documentElement.lang = next;
  document.documentElement.dir = next === 'ar' ? 'rtl' : 'ltr';
  for (const listener of listeners) {
    listener();
  }
}

/** Loads the messages; the client is shown after that. */
export const startLocale = (): Promise<void> => use(preferred()).catch(() => use('en'));

/** Changes the language, for this browser. */
export async function setLocale(next: Locale): Promise<void> {
  await use(next);
  localStorage.setItem(kept, next);
}

export const currentLocale = (): Locale => locale;

/** The message in the person's language. */
export function t(key: MessageKey, args?: Args): string {
  return find(messages, key)?.(args ?? {}) ?? find(english, key)?.(args ?? {}) ?? key;
}

/** The message by a name that is put together, for example from an error's code; undefined when there is none. */
export function tIf(key: string, args?: Args): string | undefined {
  return find(messages, key)?.(args ?? {}) ?? find(english, key)?.(args ?? {});
}

function find(tree: unknown, key: string): ((args: Args) => string) | undefined {
  let node: unknown = tree;
  for (const part of key.split('.')) {
    node = typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[part] : undefined;
  }
  return typeof node === 'function' ? (node as (args: Args) => string) : undefined;
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
