import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import type { ActiveSession } from '../api/types';
import { useOnline } from '../app/Shell';
import { t } from '../i18n';
import { useToggle } from './actions';
import { Ring } from './Ring';
import { useTimer } from './useTimer';

interface SmallWindows {
  requestWindow: (size: { width: number; height: number }) => Promise<Window>;
}

const smallWindows = (globalThis as { documentPictureInPicture?: SmallWindows }).documentPictureInPicture;

/** The time in a small window that stays above the others, where the browser can do that. */
export function PictureInPicture({ session }: { session: ActiveSession }) {
  const [small, setSmall] = useState<Window>();
  useEffect(() => () => small?.close(), [small]);
  if (smallWindows === undefined) {
    return null;
  }
  const open = async () => {
    const made = await smallWindows.requestWindow({ width: 260, height: 300 });
    const { documentElement: page, head } = made.document;
    const here = document.documentElement;
    page.lang = here.lang;
    page.dir = here.dir;
    Object.assign(page.dataset, here.dataset);
    for (const style of document.querySelectorAll('link[rel="stylesheet"], style')) {
      head.append(made.document.importNode(style, true));
    }
    made.document.title = t('app.name');
    made.addEventListener('pagehide', () => setSmall(undefined), { once: true });
    setSmall(made);
  };
  return (
    <>
      <button type="button" className="quiet" onClick={() => void open().catch(() => undefined)}>
        {t('timer.small')}
      </button>
      {small && createPortal(<Small session={session} />, small.document.body)}
    </>
  );
}

function Small({ session }: { session: ActiveSession }) {
  const isOnline = useOnline();
  const { isOver } = useTimer();
  const { toggle, isRunning } = useToggle(session);
  const canToggle = isOnline && !isRunning;
  return (
    <main className="small-timer">
      <Ring session={session} />
      {isOver ? (
        <p>{t('timer.over')}</p>
      ) : (
        <button type="button" className="primary" aria-disabled={!canToggle} onClick={() => canToggle && void toggle()}>
          {t(session.status === 'paused' ? 'timer.resume' : 'timer.pause')}
        </button>
      )}
    </main>
  );
}
