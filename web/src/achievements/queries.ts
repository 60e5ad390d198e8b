import { type QueryFunctionContext, queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../api/client';
import { keys, required } from '../api/queries';

/** The figures follow what was done within moments, so that what was read just before may be old: who opens the screen reads anew. */
const figures = <T>(name: string, read: (context: QueryFunctionContext) => Promise<{ data?: T }>) =>
  queryOptions({
    queryKey: [...keys.figures, name],
    refetchOnMount: 'always',
    queryFn: async (context) => required((await read(context)).data),
  });

/** The person's streak over all programs, and what protects it. */
export const useStreak = () =>
  useQuery(figures('streak', ({ signal }) => api.GET('/api/v1/focus/streak/', { signal })));

/** Focus by date in the last year. */
export const useActivity = () =>
  useQuery(figures('activity', ({ signal }) => api.GET('/api/v1/focus/activity/', { signal })));

/** All achievements that are not hidden. */
export const useAchievements = () =>
  useQuery(figures('achievements', ({ signal }) => api.GET('/api/v1/focus/achievements/', { signal })));

/** Why one is earned. */
export const useWhy = (code: string) =>
  useQuery(
    figures(`why/${code}`, ({ signal }) =>
      api.GET('/api/v1/focus/achievements/{code}/why/', { signal, params: { path: { code } } }),
    ),
  );
