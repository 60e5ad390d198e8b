import { useEffect, useMemo, useSyncExternalStore } from 'react';

/** Something that can be done from where one is: by the palette, and by its keys. */
export interface AppCommand {
  id: string;
  label: string;
  /** Keys one after the other, e.g. `g t`. `mod` is Control, or Command on a Mac. */
  keys?: string;
  run: () => void;
}

const kept = 'focus.keys';
const registered = new Map<string, AppCommand>();
const listeners = new Set<() => void>();
let snapshot: readonly AppCommand[] = [];

function changed(): void {
  snapshot = [...registered.values()];
  for (const listener of listeners) {
    listener();
  }
}

/** Offers commands while a component is shown. Pass a list that changes only when it must (`useMemo`). */
export function useAppCommands(commands: readonly AppCommand[]): void {
  useEffect(() => {
    for (const command of commands) {
      registered.set(command.id, command);
    }
    changed();
    return () => {
      for (const command of commands) {
        if (registered.get(command.id) === command) {
          registered.delete(command.id);
        }
      }
      changed();
    };
  }, [commands]);
}

export const useAllCommands = (): readonly AppCommand[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => snapshot,
  );

/** Keys without a modifier can be turned off: speech input would press them by chance (WCAG 2.1.4). */
export const areKeysOn = (): boolean => localStorage.getItem(kept) !== 'off';
export const turnKeys = (on: boolean): void => localStorage.setItem(kept, on ? 'on' : 'off');

/** How long the second key may take, in milliseconds. */
const sequenceTime = 1_500;

/** Runs commands by their keys. */
export function useKeys(): void {
  const state = useMemo(() => ({ before: '', at: 0 }), []);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const key = nameOf(event);
      if (key === undefined || event.defaultPrevented) {
        return;
      }
      const isPlain = !key.startsWith('mod+');
      if (isPlain && (!areKeysOn() || isTyping(event) || document.querySelector('dialog[open]') !== null)) {
        return;
      }
      const sequence =
        state.before !== '' && event.timeStamp - state.at < sequenceTime ? `${state.before} ${key}` : key;
      const all = [...registered.values()];
      const command = all.find((one) => one.keys === sequence) ?? all.find((one) => one.keys === key);
      state.before = command === undefined ? key : '';
      state.at = event.timeStamp;
      if (command !== undefined) {
        event.preventDefault();
        command.run();
      }
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [state]);
}

function nameOf(event: KeyboardEvent): string | undefined {
  if (event.altKey || ['Shift', 'Control', 'Meta', 'Alt'].includes(event.key)) {
    return undefined;
  }
  const key = event.key === ' ' ? 'space' : event.key.toLowerCase();
  return event.ctrlKey || event.metaKey ? `mod+${key}` : key;
}

/** Inputs that take no text: only these keys are theirs. */
const choices = ['checkbox', 'radio', 'range'];
const theirKeys = [' ', 'Enter', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'];

/** A key that belongs to what has the focus: text, and what works a choice or a button. */
function isTyping(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement;
  if (target instanceof HTMLInputElement && choices.includes(target.type)) {
    return theirKeys.includes(event.key);
  }
  return (
    target.isContentEditable ||
    ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) ||
    ((event.key === ' ' || event.key === 'Enter') && ['BUTTON', 'A', 'SUMMARY'].includes(target.tagName))
  );
}
