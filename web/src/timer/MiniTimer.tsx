import { Link, useLocation } from 'wouter';
import { t } from '../i18n';
import { formatClock } from '../i18n/format';
import { useTimer } from './useTimer';

/** The running session in the head of every other screen, a step away. */
export function MiniTimer() {
  const { session, remaining, isOver } = useTimer();
  const [path] = useLocation();
  if (!session || path === '/timer') {
    return null;
  }
  const state = isOver ? 'over' : session.status === 'paused' ? 'paused' : 'running';
  return (
    <Link href="/timer" className="mini-timer" data-state={state}>
      <span aria-hidden="true">{state === 'paused' ? '⏸' : state === 'over' ? '✓' : '▶'}</span>
      <span className="unseen">{t(`timer.${state}`)}</span>
      <time role="timer">{formatClock(remaining)}</time>
    </Link>
  );
}
