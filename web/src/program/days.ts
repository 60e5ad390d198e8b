import { useQueries } from '@tanstack/react-query';
import { dayQuery } from '../api/queries';
import type { Day } from '../api/types';

/**
 * Some days of a program at once. Only what shows a single week asks for them: seven small reads that Today and the days' own screens
 * share, and that can be read offline afterwards.
 */
export function useDays(enrollment: number, days: readonly number[]): { days: readonly Day[]; isComplete: boolean } {
  return useQueries({
    queries: days.map((day) => dayQuery(enrollment, day)),
    combine: (results) => {
      const found = results.flatMap((result) => (result.data === undefined ? [] : [result.data]));
      return { days: found, isComplete: found.length === results.length };
    },
  });
}
