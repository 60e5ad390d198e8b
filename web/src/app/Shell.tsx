import { lazy, type ReactNode, Suspense, useMemo, useState, useSyncExternalStore } from 'react';
import { Link, useLocation } from 'wouter';
import { useOutbox } from '../api/queries';
import { t, useLocale, withTexts } from '../i18n';
import { MiniTimer } from '../timer/MiniTimer';
import { type AppCommand, useAppCommands, useKeys } from './commands';
import { screens } from './screens';
import { isVersionWaiting, onVersionWaiting, takeOver } from './versions';

const KeyboardHelp = lazy(() => import('./KeyboardHelp'));
const Palette = lazy(() => import('./Palette'));
const OutboxNotice = lazy(() => withTexts(import('../offline/OutboxNotice')));

/** What is around every screen of a person who is signed in: the way to the others, the running session, and what is not sent yet. */
export function Shell({ children }: { children: ReactNode }) {
  const locale = useLocale();
  const [path, go] = useLocation();
  const [shown, show] = useState<'palette' | 'help' | null>(null);
  const isOnline = useOnline();
  const hasNewVersion = useSyncExternalStore(onVersionWaiting, isVersionWaiting);
  const entries = useOutbox();
  const waiting = entries.filter((entry) => entry.state === 'waiting').length;
  const isRefused = entries.some((entry) => entry.state === 'refused');

  // The labels follow the language.
  // biome-ignore lint/correctness/useExhaustiveDependencies: t() reads the language.
  const commands = useMemo<AppCommand[]>(
    () => [
      { id: 'palette', label: t('keyboard.palette'), keys: 'mod+k', run: () => show('palette') },
      { id: 'help', label: t('keyboard.help'), keys: '?', run: () => show('help') },
      ...screens.map((screen) => ({
        id: `go-${screen.name}`,
        label: t('keyboard.go', { screen: t(`nav.${screen.name}`) }),
        keys: `g ${screen.key}`,
        run: () => go(screen.path),
      })),
      // The settings warn of what is not sent yet, and forget what was read here.
      { id: 'sign-out', label: t('nav.signOut'), run: () => go('/settings#sign-out') },
    ],
    [locale, go],
  );
  useAppCommands(commands);
  useKeys();

  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t('app.skip')}
      </a>
      <header className="top">
        <Link href="/" className="brand">
          <img src="/app/icon.svg" alt="" width="28" height="28" />
          <span>{t('app.name')}</span>
        </Link>
        <MiniTimer />
        <div className="top-actions">
          <button type="button" className="quiet" onClick={() => show('palette')}>
            {t('nav.palette')}
          </button>
          <button type="button" className="icon" aria-label={t('nav.help')} onClick={() => show('help')}>
            <span aria-hidden="true">?</span>
          </button>
        </div>
      </header>
      <nav aria-label={t('nav.label')} className="nav">
        {screens.map((screen) => (
          <Link
            key={screen.name}
            href={screen.path}
            aria-current={(screen.path === '/' ? path === '/' : path.startsWith(screen.path)) ? 'page' : undefined}
          >
            <span aria-hidden="true" className="nav-icon">
              {screen.icon}
            </span>
            <span>{t(`nav.${screen.name}`)}</span>
          </Link>
        ))}
      </nav>
      <div className="notices">
        {!isOnline && <p className="notice">{t('app.offline')}</p>}
        {waiting > 0 && !isOnline && <p className="notice">{t('app.waiting', { n: waiting })}</p>}
        <Suspense>{isRefused && <OutboxNotice />}</Suspense>
        {hasNewVersion && (
          <p className="notice">
            {t('app.newVersion')}{' '}
            <button type="button" className="quiet" onClick={takeOver}>
              {t('app.takeOver')}
            </button>
          </p>
        )}
      </div>
      {children}
      <Suspense>
        {shown === 'palette' && <Palette isOpen onClose={() => show(null)} />}
        {shown === 'help' && <KeyboardHelp isOpen onClose={() => show(null)} />}
      </Suspense>
    </div>
  );
}

/** Whether the device has a connection, as far as it knows. */
export function useOnline(): boolean {
  return useSyncExternalStore(
    (listener) => {
      addEventListener('online', listener);
      addEventListener('offline', listener);
      return () => {
        removeEventListener('online', listener);
        removeEventListener('offline', listener);
      };
    },
    () => navigator.onLine,
  );
}
