import { QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import { createElement, type ReactNode } from 'react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Entry } from '../offline/db';
import type { Day } from './types';

vi.mock('./client', () => ({ api: {}, fetchAs: () => new Promise(() => {}) }));

const { keys, queryClient, useDay } = await import('./queries');
const { closeOutbox, openOutbox } = await import('../offline/outbox');
const { database } = await import('../offline/db');

const around = ({ children }: { children: ReactNode }) =>
  createElement(QueryClientProvider, { client: queryClient }, children);
const day = {
  day_number: 1,
  user_progress: { tasks: [{ text: 'Plan', order: 0, is_completed: false, completed_at: null }] },
} as unknown as Day;

afterEach(() => closeOutbox());

describe('a day', () => {
  test('shows when what was not sent yet is known, too', async () => {
    const ticked = { enrollment_id: 7, day_number: 1, task_index: 0, is_completed: true };
    const waits = { kind: 'task', body: ticked, userId: 1, key: 'k', at: 0, attempts: 0, sentAt: null };
    await (await database()).add('outbox', { ...waits, state: 'waiting', code: null } as unknown as Entry);
    queryClient.setQueryData(keys.day(7, 1), day);
    const { result } = renderHook(() => useDay(7, 1), { wrapper: around });
    expect(result.current.data).toBeUndefined();
    await act(() => openOutbox(1, async () => {}));
    await waitFor(() => expect(result.current.data?.user_progress.tasks[0]?.is_completed).toBe(true));
  });
});
