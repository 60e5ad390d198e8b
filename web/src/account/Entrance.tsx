import type { ReactNode } from 'react';
import { Screen } from '../ui/Screen';
import { LanguageChoice } from './LanguageChoice';

/** The frame of the two screens before one is signed in. */
export function Entrance({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  return (
    <div className="entrance">
      <Screen title={title} lead={<img src="/app/icon.svg" alt="" width="56" height="56" />} className="card">
        {text !== undefined && <p>{text}</p>}
        {children}
      </Screen>
      <footer>
        <LanguageChoice />
      </footer>
    </div>
  );
}
