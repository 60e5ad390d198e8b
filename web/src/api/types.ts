import type { FocusEnrollmentV1GetProgramResponse, FocusProgressV1GetDayResponse } from './schema';

/** A message that the document allows to be null, and that the service always fills. */
type Filled<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };

/** A day with what the person has done in it. */
export type Day = Filled<FocusProgressV1GetDayResponse, 'user_progress'>;

/** An enrollment with its program, its progress and its current day. */
export type ProgramDetails = Filled<FocusEnrollmentV1GetProgramResponse, 'program' | 'progress' | 'current_day_info'>;

/** The API's own words, by shorter names. The types are generated from the OpenAPI document. */
export type {
  FocusEnrollmentV1EnrollmentStatus as EnrollmentStatus,
  FocusEnrollmentV1HistoryEntry as HistoryEntry,
  FocusEnrollmentV1ProgramListing as ProgramListing,
  FocusIdentityV1Erasure as Erasure,
  FocusIdentityV1GetMySubscriptionResponse as Subscription,
  FocusIdentityV1GetSettingsResponse as Settings,
  FocusIdentityV1User as User,
  FocusInsightsV1Achievement as Achievement,
  FocusInsightsV1EarnedLevel as EarnedLevel,
  FocusInsightsV1ExplainAchievementResponse as Explanation,
  FocusInsightsV1FactSummary as FactSummary,
  FocusInsightsV1GetActivityResponse as Activity,
  FocusInsightsV1GetStreakResponse as Streak,
  FocusInsightsV1StreakDate as StreakDate,
  FocusInsightsV1StreakDateState as StreakDateState,
  FocusProgressV1DayReflection as DayReflection,
  FocusProgressV1DayTask as DayTask,
  FocusProgressV1GetWeeklyReviewResponse as WeeklyReview,
  FocusSessionsV1ActiveSession as ActiveSession,
  FocusSessionsV1SessionRecord as SessionRecord,
  FocusSessionsV1WatchActiveSessionResponse as LiveMessage,
  Problem,
} from './schema';
