namespace FocusSuite.EndToEnd.Tests.Support;

/// <summary>The bodies of the API document, and those that the contract adds, in the notation of <see cref="Shape"/>.</summary>
public static class Documented
{
    public const string Programs = """
        [{"id":"integer","name":"string","program_type":"string","description":"string","duration_days":"integer","objectives":["string"],"is_pro_only":"bool",
          "can_access":"bool","icon":"string","color":"string","cover_image_url":"string?","is_enrolled":"bool","enrollment_id":"integer?","enrollment_status":"string?","current_day":"integer?"}]
        """;

    public const string Enrolled = """{"enrolled":"bool","enrollment_id":"integer","program_name":"string","total_days":"integer"}""";

    public const string AlreadyEnrolled = """{"enrolled":"bool","message":"string","enrollment_id":"integer"}""";

    public const string Started = """{"started":"bool","enrollment_id":"integer","current_day":"integer"}""";

    public const string Paused = """{"paused":"bool","enrollment_id":"integer","current_day":"integer"}""";

    public const string Resumed = """{"resumed":"bool","enrollment_id":"integer","current_day":"integer"}""";

    public const string Abandoned = """{"abandoned":"bool","enrollment_id":"integer","current_day":"integer"}""";

    public const string Details = """
        {"enrollment_id":"integer",
         "program":{"id":"integer","name":"string","description":"string","duration_days":"integer","objectives":["string"]},
         "status":"string","current_day":"integer","started_at":"time?",
         "progress":{"days_completed":"integer","completion_percentage":"number","total_focus_minutes":"integer","total_sessions":"integer","current_streak":"integer","longest_streak":"integer","achievements":["string"]},
         "current_day_info":{"day_number":"integer","title":"string","description":"string","focus_duration":"integer","tasks":["string"],"tips":["string"],"reflection_prompts":["string"],
           "is_completed":"bool","tasks_progress":{"completed":"integer","total":"integer"}}}
        """;

    public const string Day = """
        {"day_number":"integer","title":"string","description":"string","focus_duration":"integer","tips":["string"],"reflection_prompts":["string"],
         "user_progress":{"is_completed":"bool","started_at":"time?","completed_at":"time?",
           "tasks":[{"text":"string","is_completed":"bool","completed_at":"time?","order":"integer"}],
           "tasks_completed":"integer","tasks_total":"integer","focus_minutes":"integer","target_focus_minutes":"integer",
           "reflections":[{"question":"string","answer":"string","created_at":"time","reflection_number":"integer"}],
           "difficulty_rating":"integer?","satisfaction_rating":"integer?","notes":"string"}}
        """;

    public const string TaskUpdated = """{"success":"bool","tasks_completed":"integer","tasks_total":"integer"}""";

    public const string SessionStarted =
        """{"session_id":"hex24","started_at":"time","planned_duration_seconds":"integer","status":"string"}""";

    public const string NoActiveSession = """{"active_session":"null"}""";

    public const string ActiveSession = """
        {"active_session":{"session_id":"hex24","started_at":"time","planned_duration_seconds":"integer","status":"string","session_type":"string","program_id":"integer","distraction_count":"integer",
          "enrollment_id":"integer","day_number":"integer","paused_at":"time?","elapsed_seconds":"integer","remaining_seconds":"integer"}}
        """;

    public const string SessionChanged = """{"success":"bool","message":"string"}""";

    public const string DistractionAdded = """{"success":"bool","distraction_count":"integer"}""";

    public const string SessionCompleted =
        """{"completed":"bool","session_id":"hex24","actual_duration_minutes":"integer","ended_at":"time"}""";

    public const string Sessions = """
        [{"session_id":"hex24","enrollment_id":"integer","program_id":"integer","day_number":"integer","session_type":"string","status":"string","task_description":"string?","started_at":"time","ended_at":"time?",
          "planned_duration_seconds":"integer","actual_duration_seconds":"integer?","credited_minutes":"integer?","distraction_count":"integer",
          "distractions":[{"note":"string","noted_at":"time"}],"productivity_rating":"integer?","notes":"string?",
          "is_manual":"bool","corrected_at":"time?"}]
        """;

    public const string ReflectionAdded = """{"success":"bool","reflections_count":"integer","day_completed":"bool"}""";

    public const string ReflectionUpdated =
        """{"reflection":{"question":"string","answer":"string","created_at":"time","reflection_number":"integer"}}""";

    public const string ReflectionDeleted = """{"success":"bool","reflections_count":"integer"}""";

    public const string DayRated =
        """{"success":"bool","difficulty_rating":"integer?","satisfaction_rating":"integer?","notes":"string"}""";

    public const string WeeklyReview = """
        {"week_number":"integer","start_day":"integer","end_day":"integer","days_completed":"integer","total_days":"integer","completion_rate":"number","total_focus_minutes":"integer",
         "average_difficulty":"number?","average_satisfaction":"number?","current_streak":"integer","achievements_earned":["string"],"summary":"string"}
        """;

    public const string History = """
        [{"enrollment_id":"integer","program_name":"string","program_type":"string","status":"string","started_at":"time?","completed_at":"time?","current_day":"integer","total_days":"integer",
          "completion_percentage":"number","total_focus_minutes":"integer","current_streak":"integer"}]
        """;

    public const string SignedIn = """
        {"status":"bool","message":"string",
         "results":{"data":{"user":{"id":"integer","email":"string","first_name":"string","last_name":"string","time_zone":"string","is_pro":"bool","created_at":"time"},"tokens":{"access":"string","refresh":"string"}}},
         "additional_info":{}}
        """;

    public const string SignedOut = """{"status":"bool","message":"string","results":{},"additional_info":{}}""";

    public const string Subscription =
        """{"plan":"string","status":"string","is_pro":"bool","started_at":"time?","expires_at":"time?","trial_ends_at":"time?"}""";
}
