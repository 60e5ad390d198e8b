/** Bounds of a session in minutes, and what is offered beside the best guess. */
const longest = 180;
const shortest = 5;
const usual = 25;
const offered = [15, 25, 50];

interface Focus {
  focus_minutes: number;
  target_focus_minutes: number;
}

/** How long the next session should be: what the day still lacks, as far as a session can be that long. */
export function suggestedMinutes(progress: Focus | undefined): number {
  const missing = progress === undefined ? 0 : progress.target_focus_minutes - progress.focus_minutes;
  return missing <= 0 ? usual : Math.min(longest, Math.max(shortest, missing));
}

/** The choices of a start, the sensible one first. */
export function durationChoices(suggested: number): number[] {
  return [suggested, ...offered.filter((minutes) => minutes !== suggested)];
}
