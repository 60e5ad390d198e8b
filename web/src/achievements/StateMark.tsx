import type { StreakDateState } from '../api/types';

/** A shape a state: none needs its colour to be told from the others. */
const shapes: Record<StreakDateState, React.ReactNode> = {
  kept: (
    <>
      <circle className="full" r={9} />
      <path className="on-full" d="M-4.5 0.5-1.5 3.5 4.5-3.5" />
    </>
  ),
  frozen: <path d="M0-9V9M-7.8-4.5 7.8 4.5M-7.8 4.5 7.8-4.5M-2.5-8 0-5.5 2.5-8M-2.5 8 0 5.5 2.5 8" />,
  rest: <path className="full" d="M3.5-7.5A8 8 0 1 0 7.5 3.5 6.5 6.5 0 0 1 3.5-7.5Z" />,
  vacation: (
    <>
      <circle className="full" r={3.5} />
      <path d="M0-9V-6.5M0 6.5V9M-9 0H-6.5M6.5 0H9M-6.4-6.4-4.6-4.6M4.6 4.6 6.4 6.4M-6.4 6.4-4.6 4.6M4.6-4.6 6.4-6.4" />
    </>
  ),
  repaired: (
    <>
      <rect x={-8} y={-8} width={16} height={16} rx={3} />
      <path d="M0-4.5V4.5M-4.5 0H4.5" />
    </>
  ),
  earned_back: <path d="M-6.5-5A8 8 0 1 1-8 1.5M-7.5-8.5V-4.5H-3.5M-3.5 0.5-1 3 3.5-2.5" />,
  broken: <path d="M-6-6 6 6M-6 6 6-6" />,
  open: <circle className="dashed" r={8} />,
  skipped: <path d="M-8-3.5-2 0-8 3.5M0-3.5 6 0 0 3.5M8-4V4" />,
  idle: <circle className="full" r={2} />,
};

/** What a date was, for the eye. */
export function StateMark({ state }: { state: StreakDateState }) {
  return (
    <svg className="state-mark" data-state={state} width="20" height="20" viewBox="-10 -10 20 20" aria-hidden="true">
      {shapes[state]}
    </svg>
  );
}
