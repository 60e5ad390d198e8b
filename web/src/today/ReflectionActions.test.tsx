import { cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ApiError } from '../api/problem';
import { withTexts } from '../i18n';
import ReflectionActions from './ReflectionActions';

const { PATCH, DELETE, invalidate } = vi.hoisted(() => ({ PATCH: vi.fn(), DELETE: vi.fn(), invalidate: vi.fn() }));
vi.mock('../api/client', () => ({ api: { PATCH, DELETE } }));
vi.mock('../api/queries', () => ({
  keys: { day: (enrollment: number, day: number) => ['day', enrollment, day] },
  queryClient: { invalidateQueries: invalidate },
}));
// The frame around the screens is not needed here.
vi.mock('../app/Shell', () => ({ useOnline: () => navigator.onLine }));

configure({ asyncUtilTimeout: 4_000 });

const route = '/api/v1/focus/programs/{enrollment_id}/days/{day_number}/reflections/{reflection_number}/';
const path = { enrollment_id: 7, day_number: 3, reflection_number: 2 };
const reflection = { question: 'Why?', answer: 'Because.', created_at: null, reflection_number: 2 };
const onChanged = vi.fn();

const show = (isOwn = false) =>
  render(
    <ReflectionActions
      place={{ enrollment: 7, day: 3, reflection: 2 }}
      {...{ reflection, isOwn, onChanged }}
      about="answer"
    />,
  );
// The first of that name; by its text, since roles take long to compute.
const button = (name: string) => screen.getAllByText(name, { selector: 'button' })[0] as HTMLButtonElement;
const press = (name: string) => fireEvent.click(button(name));
const submit = () => fireEvent.submit(document.querySelector('form') as HTMLFormElement);
const write = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

beforeEach(async () => {
  await withTexts(Promise.resolve());
  PATCH.mockResolvedValue({});
  DELETE.mockResolvedValue({});
  invalidate.mockResolvedValue(undefined);
});

afterEach(() => {
  cleanup();
  vi.clearAllMocks();
  Object.assign(navigator, { onLine: true });
});

describe('the correction of a reflection', () => {
  test('sends the answer alone below a question of the day, and reads the day again', async () => {
    show();
    press('Edit');
    expect(screen.queryByLabelText('Question')).toBeNull();
    write('Your answer', ' Better. ');
    submit();
    await waitFor(() => expect(document.querySelector('dialog')).toBeNull());
    expect(PATCH).toHaveBeenCalledExactlyOnceWith(route, { params: { path }, body: { answer: 'Better.' } });
    expect(invalidate).toHaveBeenCalledExactlyOnceWith({ queryKey: ['day', 7, 3] });
    expect(onChanged).toHaveBeenCalledOnce();
  });

  test('sends the question as well where it is the person’s own', async () => {
    show(true);
    press('Edit');
    write('Question', 'How?');
    submit();
    await waitFor(() => expect(PATCH).toHaveBeenCalledOnce());
    expect(PATCH.mock.calls[0]?.[1].body).toEqual({ question: 'How?', answer: 'Because.' });
  });

  test('is not sent without a text', () => {
    show();
    press('Edit');
    write('Your answer', '  ');
    submit();
    expect(PATCH).not.toHaveBeenCalled();
  });

  test('keeps the text when it is refused', async () => {
    PATCH.mockRejectedValue(new ApiError(404, 'NOT_FOUND', ''));
    show();
    press('Edit');
    write('Your answer', 'Better.');
    submit();
    await screen.findByText('It is not there any more.');
    expect((screen.getByLabelText('Your answer') as HTMLTextAreaElement).value).toBe('Better.');
    expect(invalidate).not.toHaveBeenCalled();
  });

  test('needs a connection', () => {
    Object.assign(navigator, { onLine: false });
    show();
    press('Edit');
    expect(button('Save').disabled).toBe(true);
    screen.getByText('This needs a connection.');
  });
});

describe('the deletion of a reflection', () => {
  test('asks once, and does nothing when it is canceled', () => {
    show();
    press('Delete');
    screen.getByText('It is gone for good. A day that is complete stays complete.');
    press('Cancel');
    expect(document.querySelector('dialog')).toBeNull();
    expect(DELETE).not.toHaveBeenCalled();
  });

  test('is tried again with the same key', async () => {
    DELETE.mockRejectedValueOnce(new ApiError(0, 'OFFLINE', ''));
    show();
    press('Delete');
    submit();
    await screen.findByText('This needs a connection.');
    submit();
    await waitFor(() => expect(document.querySelector('dialog')).toBeNull());
    const keys = DELETE.mock.calls.map((call) => call[1].params.header['Idempotency-Key']);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
    expect(DELETE.mock.calls[0]?.[1].params.path).toEqual(path);
    expect(invalidate).toHaveBeenCalledExactlyOnceWith({ queryKey: ['day', 7, 3] });
  });
});
