import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from './client';
import { keys } from './queries';

const nextPage = 'X-Next-Page-Token';

/** The person's enrollments, newest first, page by page. */
export const useHistory = () =>
  useInfiniteQuery({
    queryKey: keys.history,
    initialPageParam: '',
    queryFn: async ({ signal, pageParam }) => {
      const query = pageParam === '' ? {} : { page_token: pageParam };
      const { data, response } = await api.GET('/api/v1/focus/history/', { signal, params: { query } });
      return { items: data ?? [], next: response.headers.get(nextPage) };
    },
    getNextPageParam: (page) => page.next,
  });

/** The person's sessions, newest first, a hundred a page. */
export const useSessions = () =>
  useInfiniteQuery({
    queryKey: keys.sessions,
    initialPageParam: '',
    queryFn: async ({ signal, pageParam }) => {
      const query = { page_size: 100, ...(pageParam === '' ? {} : { page_token: pageParam }) };
      const { data, response } = await api.GET('/api/v1/focus/sessions/', { signal, params: { query } });
      return { items: data ?? [], next: response.headers.get(nextPage) };
    },
    getNextPageParam: (page) => page.next,
  });
