import type { ActiveSession } from '../api/types';
import { formatClock } from '../i18n/format';
import { useTimer } from './useTimer';

const radius = 92;
const round = 2 * Math.PI * radius;

/** The part of a session that is behind, 0 to 1. */
export const partDone = (planned: number, remaining: number): number =>
  planned <= 0 ? 1 : Math.min(1, Math.max(0, 1 - remaining / planned));

/** The time that is left, in a ring that fills. The figures tell it; the ring is for the eye. */
export function Ring({ session }: { session: ActiveSession }) {
  const { remaining, isOver } = useTimer();
  const done = partDone(session.planned_duration_seconds, remaining);
  return (
    <div className="ring" data-state={isOver ? 'over' : session.status}>
      <svg aria-hidden="true" viewBox="0 0 200 200">
        <circle cx="100" cy="100" r={radius} />
        <circle
          className="ring-done"
          cx="100"
          cy="100"
          r={radius}
          strokeDasharray={round}
          strokeDashoffset={round * (1 - done)}
          transform="rotate(-90 100 100)"
        />
      </svg>
      <time role="timer">{formatClock(remaining)}</time>
    </div>
  );
}
