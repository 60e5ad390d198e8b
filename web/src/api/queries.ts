import { QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo, useSyncExternalStore } from 'react';
import type { Entry } from '../offline/db';
import { notRead, onOutboxChange, outboxEntries } from '../offline/outbox';
import { dayWith } from '../offline/pending';
import { api } from './client';
import { ApiError } from './problem';
import type { Day, ProgramDetails } from './types';

/** Answers stay fresh until something is done, here or elsewhere; a screen that is seen again asks again after this time. */
const staleAfter = 30_000;

/** What was read stays in memory, and on the device, for as long as somebody may be offline. */
const keptFor = 14 * 24 * 3_600_000;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: staleAfter,
      gcTime: keptFor,
      networkMode: 'offlineFirst',
      retry: (failures, error) => error instanceof ApiError && error.isTransient && navigator.onLine && failures < 3,
      throwOnError: false,
    },
  },
});

export const keys = {
  programs: ['programs'],
  program: (enrollment: number) => ['program', enrollment],
  day: (enrollment: number, day: number) => ['day', enrollment, day],
  week: (enrollment: number, week: number) => ['week', enrollment, week],
  history: ['history'],
  figures: ['figures'],
  sessions: ['sessions'],
  settings: ['settings'],
  subscription: ['subscription'],
} as const;

/**
 * Reads again what a thing that was done may have changed. Resolves when what is on the screen is new. Rejects when the day that it was
 * done in could not be read, on whichever screen one is by now.
 */
export async function reread(entry: Pick<Entry, 'kind' | 'body'>): Promise<void> {
  const areas: readonly (readonly unknown[])[] =
    entry.kind === 'session.distraction'
      ? [keys.sessions]
      : entry.kind === 'task' || entry.kind === 'reflection' || entry.kind === 'rating'
        ? [keys.programs, ['program'], ['day'], ['week'], keys.history]
        : [keys.programs, ['program'], ['day'], ['week'], keys.history, keys.sessions];
  await Promise.all([...areas, keys.figures].map((queryKey) => queryClient.invalidateQueries({ queryKey })));
  if (entry.kind === 'task' || entry.kind === 'reflection' || entry.kind === 'rating') {
    const { enrollment_id: enrollment = 0, day_number: day = 0 } = entry.body as {
      enrollment_id?: number;
      day_number?: number;
    };
    await queryClient.fetchQuery(dayQuery(enrollment, day));
  }
}

/** The list of programs with the person's place in each. */
export const usePrograms = () =>
  useQuery({
    queryKey: keys.programs,
    queryFn: async ({ signal }) => (await api.GET('/api/v1/focus/programs/', { signal })).data ?? [],
  });

/** One enrollment with its program and its progress. */
export const useProgram = (enrollment: number | undefined) =>
  useQuery({
    queryKey: keys.program(enrollment ?? 0),
    enabled: enrollment !== undefined,
    queryFn: async ({ signal }) => {
      const path = { enrollment_id: enrollment as number };
      const { data } = await api.GET('/api/v1/focus/programs/{enrollment_id}/', { signal, params: { path } });
      return required(data) as ProgramDetails;
    },
  });

/** How a day is read. */
export const dayQuery = (enrollment: number, day: number) =>
  queryOptions({
    queryKey: keys.day(enrollment, day),
    queryFn: async ({ signal }) => {
      const path = { enrollment_id: enrollment, day_number: day };
      const route = '/api/v1/focus/programs/{enrollment_id}/days/{day_number}/';
      return required((await api.GET(route, { signal, params: { path } })).data) as Day;
    },
  });

/** A day with what the person has done in it, also what has not been sent yet. */
export function useDay(enrollment: number | undefined, day: number | undefined) {
  const query = useQuery({
    ...dayQuery(enrollment ?? 0, day ?? 0),
    enabled: enrollment !== undefined && day !== undefined,
  });
  const entries = useOutbox();
  // Without what was not sent yet a tap would undo it: a day shows when both are here.
  const data = useMemo(
    () =>
      query.data === undefined || enrollment === undefined || entries === notRead
        ? undefined
        : dayWith(query.data, enrollment, entries),
    [query.data, enrollment, entries],
  );
  return { ...query, data };
}

/** A week of a program. */
export const useWeek = (enrollment: number | undefined, week: number | undefined) =>
  useQuery({
    queryKey: keys.week(enrollment ?? 0, week ?? 0),
    enabled: enrollment !== undefined && week !== undefined,
    queryFn: async ({ signal }) => {
      const path = { enrollment_id: enrollment as number, week_number: week as number };
      const route = '/api/v1/focus/programs/{enrollment_id}/weekly-review/{week_number}/';
      return required((await api.GET(route, { signal, params: { path } })).data);
    },
  });

/** What decides the person's calendar days. */
export const useSettings = () =>
  useQuery({
    queryKey: keys.settings,
    queryFn: async ({ signal }) => required((await api.GET('/api/v1/account/settings/', { signal })).data),
  });

/** The person's plan. */
export const useSubscription = () =>
  useQuery({
    queryKey: keys.subscription,
    queryFn: async ({ signal }) => required((await api.GET('/api/v1/subscriptions/me/', { signal })).data),
  });

/** What was done here and is not at the server yet, or was refused. */
export const useOutbox = () => useSyncExternalStore(onOutboxChange, outboxEntries);

export function required<T>(data: T | undefined): T {
  if (data === undefined) {
    throw new ApiError(502, 'UNAVAILABLE', 'The answer was empty.');
  }
  return data;
}
