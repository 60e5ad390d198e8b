import type * as Schema from '../api/schema';

/** What a person can do, by the client's word, with the body that the API takes. */
interface Bodies {
  enroll: Schema.FocusEnrollmentV1EnrollRequestInput;
  'program.start': Schema.FocusEnrollmentV1StartProgramRequestInput;
  'program.pause': Schema.FocusEnrollmentV1PauseProgramRequestInput;
  'program.resume': Schema.FocusEnrollmentV1ResumeProgramRequestInput;
  'program.abandon': Schema.FocusEnrollmentV1AbandonProgramRequestInput;
  task: Schema.FocusProgressV1UpdateTaskRequestInput;
  reflection: Schema.FocusProgressV1AddReflectionRequestInput;
  rating: Schema.FocusProgressV1RateDayRequestInput;
  'session.start': Schema.FocusSessionsV1StartSessionRequestInput;
  'session.pause': Schema.FocusSessionsV1PauseSessionRequestInput;
  'session.resume': Schema.FocusSessionsV1ResumeSessionRequestInput;
  'session.distraction': Schema.FocusSessionsV1LogDistractionRequestInput;
  'session.complete': Schema.FocusSessionsV1CompleteSessionRequestInput;
  'session.cancel': Schema.FocusSessionsV1CancelSessionRequestInput;
  'session.log': Schema.FocusSessionsV1LogSessionRequestInput;
}

interface Answers {
  enroll: Schema.FocusEnrollmentV1EnrollResponse;
  'program.start': Schema.FocusEnrollmentV1StartProgramResponse;
  'program.pause': Schema.FocusEnrollmentV1PauseProgramResponse;
  'program.resume': Schema.FocusEnrollmentV1ResumeProgramResponse;
  'program.abandon': Schema.FocusEnrollmentV1AbandonProgramResponse;
  task: Schema.FocusProgressV1UpdateTaskResponse;
  reflection: Schema.FocusProgressV1AddReflectionResponse;
  rating: Schema.FocusProgressV1RateDayResponse;
  'session.start': Schema.FocusSessionsV1StartSessionResponse;
  'session.pause': Schema.FocusSessionsV1PauseSessionResponse;
  'session.resume': Schema.FocusSessionsV1ResumeSessionResponse;
  'session.distraction': Schema.FocusSessionsV1LogDistractionResponse;
  'session.complete': Schema.FocusSessionsV1CompleteSessionResponse;
  'session.cancel': Schema.FocusSessionsV1CancelSessionResponse;
  'session.log': Schema.FocusSessionsV1SessionRecord;
}

export type Kind = keyof Bodies;
export type BodyOf<K extends Kind> = Bodies[K];
export type AnswerOf<K extends Kind> = Answers[K];
export type Command = { [K in Kind]: { kind: K; body: BodyOf<K> } }[Kind];

interface Rule {
  path: string;
  /**
   * Whether the moment matters. The server's clock counts, so that a start, a pause or a resume an hour late would mean something else:
   * such a thing needs a connection, and is given up when it could not be sent for half a minute.
   */
  isUrgent: boolean;
}

const focus = '/api/v1/focus';

export const rules: Readonly<Record<Kind, Rule>> = {
  enroll: { path: `${focus}/programs/enroll/`, isUrgent: true },
  'program.start': { path: `${focus}/programs/start/`, isUrgent: true },
  'program.pause': { path: `${focus}/programs/pause/`, isUrgent: true },
  'program.resume': { path: `${focus}/programs/resume/`, isUrgent: true },
  'program.abandon': { path: `${focus}/programs/abandon/`, isUrgent: true },
  task: { path: `${focus}/tasks/update/`, isUrgent: false },
  reflection: { path: `${focus}/reflections/add/`, isUrgent: false },
  rating: { path: `${focus}/days/rate/`, isUrgent: false },
  'session.start': { path: `${focus}/sessions/start/`, isUrgent: true },
  'session.pause': { path: `${focus}/sessions/pause/`, isUrgent: true },
  'session.resume': { path: `${focus}/sessions/resume/`, isUrgent: true },
  'session.distraction': { path: `${focus}/sessions/distraction/`, isUrgent: false },
  'session.complete': { path: `${focus}/sessions/complete/`, isUrgent: false },
  'session.cancel': { path: `${focus}/sessions/cancel/`, isUrgent: false },
  'session.log': { path: `${focus}/sessions/log/`, isUrgent: false },
};
