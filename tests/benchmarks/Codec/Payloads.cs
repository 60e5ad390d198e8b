using FocusSuite.Protos.Catalog.V1;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Progress.V1;
using FocusSuite.Protos.Sessions.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace GrpcTranscoding.Benchmarks.Codec;

/// <summary>Three answers of the suite: a small one, a day with its tasks and reflections, and a long history.</summary>
internal static class Payloads
{
    private static readonly Timestamp Time = Timestamp.FromDateTime(new DateTime(2025, 10, 14, 10, 0, 0, DateTimeKind.Utc));

    public static IMessage Of(string name) => name switch
    {
        "small" => new StartSessionResponse
        {
            SessionId = "507f1f77bcf86cd799439011",
            StartedAt = Time,
            PlannedDurationSeconds = 1500,
            Status = SessionStatus.Active
        },
        "day" => Day(),
        _ => History(),
    };

    private static GetDayResponse Day()
    {
        var day = new GetDayResponse
        {
            DayNumber = 3,
            Title = "Day 3: Finding Your Rhythm",
            Description =
                "Continue building your focus muscle. Today you find the time of the day at which you work best, and keep it free.",
            FocusDuration = 25,
            Tips =
            {
                "Start with your most important task",
                "Put the phone into another room",
                "Close what you do not need",
                "Breathe before you begin",
            },
            ReflectionPrompts = { "What's the biggest win?", "What got in the way?", "What will you do differently?", "How did it feel?" },
            UserProgress = new UserDayProgress
            {
                StartedAt = Time,
                TasksCompleted = 1,
                TasksTotal = 3,
                FocusMinutes = 25,
                TargetFocusMinutes = 25,
                Notes = "A good day — the second session was “flow”.",
            },
        };
        for (var i = 0; i < 3; i++)
        {
            day.UserProgress.Tasks.Add(new DayTask
            {
                Text = "Complete morning planning (5 min)",
                IsCompleted = i == 0,
                CompletedAt = i == 0
                ? Time : null,
                Order = i
            });
        }

        day.UserProgress.Reflections.Add(new DayReflection
        {
            Question = "What's the biggest win?",
            Answer = "I completed all my tasks without getting distracted!",
            CreatedAt = Time
        });
        return day;
    }

    private static ListHistoryResponse History()
    {
        var history = new ListHistoryResponse();
        for (var i = 0; i < 365; i++)
        {
            history.Entries.Add(new HistoryEntry
            {
                EnrollmentId = 1000 + i,
                ProgramName = "14-Day Focus Challenge",
                ProgramType = ProgramType.FourteenDay,
                Status = EnrollmentStatus.InProgress,
                StartedAt = Time,
                CurrentDay = 3,
                TotalDays = 14,
                CompletionPercentage = 14.3,
                TotalFocusMinutes = 75,
                CurrentStreak = 2,
            });
        }

        return history;
    }
}
