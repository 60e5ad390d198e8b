namespace FocusSuite.Documents.Tests.Compliance;

public enum SessionState
{
    Active,
    Paused,
    Done,
}

/// <summary>A document of the usual kind.</summary>
public sealed record Session(string Id, long UserId, SessionState State, DateTimeOffset StartedAt)
{
    public static readonly DateTimeOffset Epoch = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public DateTimeOffset? DueAt { get; init; }

    public int Minutes { get; init; } = 25;

    public string? Title { get; init; }

    public string? Slug { get; init; }

    public bool IsPro { get; init; }

    public DateOnly Date { get; init; }

    public Guid Device { get; init; }

    public SessionPlan? Plan { get; init; }

    public static DocumentMap<Session> Map { get; } = DocumentMap.For<Session>("sessions", s => s.UserId, s => s.Id)
        .Index("by_user", i => i.Equal(s => s.UserId).Sort(s => s.StartedAt))
        .Index("by_state", i => i.Equal(s => s.UserId).Equal(s => s.State))
        .Index("due", i => i.Sort(s => s.DueAt))
        .Index("by_title", i => i.Equal(s => s.UserId).Sort(s => s.Title))
        .Index("by_minutes", i => i.Sort(s => s.Minutes))
        .Index("by_date", i => i.Equal(s => s.Date).Sort(s => s.IsPro))
        .Index("by_device", i => i.Equal(s => s.Device))
        .Index("by_plan", i => i.Equal(s => s.Plan!.ProgramId).Sort(s => s.Plan!.Day))
        .Unique("live", s => s.State is SessionState.Active or SessionState.Paused ? $"user-{s.UserId}" : null)
        .Unique("slug", s => s.Slug);

    /// <summary>A session that holds no unique key.</summary>
    public static Session Done(string id, long userId = 1, int minute = 0) => new(id, userId, SessionState.Done, Epoch.AddMinutes(minute));

    public static Session Live(string id, long userId = 1) => new(id, userId, SessionState.Active, Epoch);
}

public sealed record SessionPlan(int ProgramId, int? Day);
