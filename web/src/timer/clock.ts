/** Where the client learns the suite's time. In development it may run faster than real time; the answer says how fast. */
const address = '/app/clock';

/** Tries a measurement consists of: the quickest counts, since its answer can be wrong by half of its way at most. */
const tries = 3;

/** By how many milliseconds two clocks of this device may drift apart before the device must have slept. */
const sleptAfter = 2_000;

interface Reading {
  now: string;
  scale: number;
}

/** The suite's clock as it was measured: its time at an instant of this device's steady clock. */
export interface Measurement {
  /** Milliseconds of the suite's time. */
  server: number;
  /** Milliseconds of this device's steady clock, which no change of the time of day moves. */
  local: number;
  /** Suite seconds a real second. */
  scale: number;
}

let measurement: Measurement = { server: Date.now(), local: performance.now(), scale: 1 };
let wall = Date.now() - performance.now();
let measuring: Promise<void> | undefined;
const listeners = new Set<() => void>();

/** The suite's time by a measurement, in milliseconds since 1970. */
export const timeAt = (m: Measurement, local: number): number => m.server + (local - m.local) * m.scale;

/** The measurement of one request: its answer was written, at best guess, halfway. */
export function measure(reading: Reading, sent: number, received: number): Measurement {
  return { server: Date.parse(reading.now), local: (sent + received) / 2, scale: reading.scale };
}

/** The suite's time now, in milliseconds since 1970. */
export const suiteNow = (): number => timeAt(measurement, performance.now());

/** Suite seconds a real second. */
export const suiteScale = (): number => measurement.scale;

export function onClockChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Measures the suite's clock anew. Without a connection the last measurement stays. */
export function synchronize(): Promise<void> {
  measuring ??= synchronizeOnce().finally(() => {
    measuring = undefined;
  });
  return measuring;
}

async function synchronizeOnce(): Promise<void> {
  let best: { way: number; measurement: Measurement } | undefined;
  for (let i = 0; i < tries; i += 1) {
    try {
      const sent = performance.now();
      const response = await fetch(address, { cache: 'no-store', signal: AbortSignal.timeout(5_000) });
      const received = performance.now();
      if (response.ok) {
        const way = received - sent;
        const reading = (await response.json()) as Reading;
        if (best === undefined || way < best.way) {
          best = { way, measurement: measure(reading, sent, received) };
        }
      }
    } catch {
      break;
    }
  }
  if (best !== undefined) {
    measurement = best.measurement;
    wall = Date.now() - performance.now();
    for (const listener of listeners) {
      listener();
    }
  }
}

/** Whether the device seems to have slept since the last measurement: its steady clock may have stood still. */
export const hasSlept = (): boolean => Math.abs(Date.now() - performance.now() - wall) > sleptAfter;
