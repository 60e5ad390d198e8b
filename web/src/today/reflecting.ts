import { api } from '../api/client';
import { keys, queryClient } from '../api/queries';

/** Where a reflection is. */
export interface Place {
  enrollment: number;
  day: number;
  /** Its number in the day. */
  reflection: number;
}

const route = '/api/v1/focus/programs/{enrollment_id}/days/{day_number}/reflections/{reflection_number}/';

const pathOf = ({ enrollment, day, reflection }: Place) => ({
  enrollment_id: enrollment,
  day_number: day,
  reflection_number: reflection,
});

/** Corrects a reflection. It needs no key: a repeat writes the same text. */
export async function correctReflection(place: Place, text: { question?: string; answer: string }): Promise<void> {
  await api.PATCH(route, { params: { path: pathOf(place) }, body: text });
}

/** Deletes a reflection. A repeat with the same key finds that it was deleted by this very request. */
export async function deleteReflection(place: Place, key: string): Promise<void> {
  await api.DELETE(route, { params: { path: pathOf(place), header: { 'Idempotency-Key': key } } });
}

/** Reads the day of a reflection again; resolves when the screen has it. */
export const readDay = ({ enrollment, day }: Place): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: keys.day(enrollment, day) });
