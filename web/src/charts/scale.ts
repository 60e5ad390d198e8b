/** The level of a value from 0 (nothing) to 4, by the least value of each level. */
export function levelOf(value: number, leasts: readonly number[]): number {
  return value <= 0 ? 0 : 1 + leasts.filter((least) => value >= least).length;
}

/** A round number at or above a value, of which halves are round as well. */
export function roundUp(value: number): number {
  const steps = [10, 20, 30, 60, 90, 120, 180, 240, 360, 480, 720, 1440];
  return steps.find((step) => step >= value) ?? Math.ceil(value / 1440) * 1440;
}
