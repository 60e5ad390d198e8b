import type { EnrollmentStatus } from '../api/types';
import { t } from '../i18n';

const tones: Partial<Record<EnrollmentStatus, string>> = { completed: 'good', paused: 'warm' };

/** The status of an enrollment in a word. */
export function StatusTag({ status }: { status: EnrollmentStatus }) {
  return <span className={`tag ${tones[status] ?? ''}`}>{t(`program.status.${status}`)}</span>;
}
