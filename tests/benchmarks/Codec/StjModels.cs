using System.Text.Json.Serialization;

namespace GrpcTranscoding.Benchmarks.Codec;

internal sealed record SmallModel(string SessionId, DateTime StartedAt, int PlannedDurationSeconds, string Status);

internal sealed record DayModel(
    int DayNumber, string Title, string Description, int FocusDuration, List<string> Tips, List<string> ReflectionPrompts,
    ProgressModel UserProgress);

internal sealed record ProgressModel(
    bool IsCompleted, DateTime? StartedAt, DateTime? CompletedAt, List<TaskModel> Tasks, int TasksCompleted, int TasksTotal,
    int FocusMinutes,
        int TargetFocusMinutes,
    List<ReflectionModel> Reflections, int? DifficultyRating, int? SatisfactionRating, string Notes);

internal sealed record TaskModel(string Text, bool IsCompleted, DateTime? CompletedAt, int Order);

internal sealed record ReflectionModel(string Question, string Answer, DateTime CreatedAt);

internal sealed record HistoryModel(List<EntryModel> Entries);

internal sealed record EntryModel(
    long EnrollmentId, string ProgramName, string ProgramType, string Status, DateTime? StartedAt, DateTime? CompletedAt, int CurrentDay,
    int TotalDays,
    double CompletionPercentage, long TotalFocusMinutes, int CurrentStreak);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SmallModel))]
[JsonSerializable(typeof(DayModel))]
[JsonSerializable(typeof(HistoryModel))]
internal sealed partial class StjModels : JsonSerializerContext;
