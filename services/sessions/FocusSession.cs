using System.Text.Json.Serialization;
using FocusSuite.Sessions.Timing;

namespace FocusSuite.Sessions;

/// <summary>One focus session: the aggregate, and the document it is stored as. Every change goes through a decision of a feature folder.</summary>
internal sealed record FocusSession
{
    /// <summary>Distractions in one session, at most: a document stays small.</summary>
    public const int MaxDistractions = 500;

    /// <summary>Pauses in one session, at most, for the same reason.</summary>
    public const int MaxPauses = 500;

    /// <summary>24 hexadecimal characters.</summary>
    public required string Id { get; init; }

    public required long UserId { get; init; }

    public required long EnrollmentId { get; init; }

    public required long ProgramId { get; init; }

    public required int DayNumber { get; init; }

    public required SessionType Type { get; init; }

    public required SessionStatus Status { get; init; }

    public required int PlannedSeconds { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The person's time zone at the start, an IANA name. It decides on which date the session counts.</summary>
    public required string TimeZone { get; init; }

    public string? TaskDescription { get; init; }

    /// <summary>In their order; the last one is open while the session is paused.</summary>
    public IReadOnlyList<Pause> Pauses { get; init; } = [];

    public IReadOnlyList<Distraction> Distractions { get; init; } = [];

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Who ended it: the person, or the system because it was left open, its time was over or its program ended.</summary>
    public EndedBy? EndedBy { get; init; }

    /// <summary>Whole seconds on the clock when it ended.</summary>
    public int? ActualSeconds { get; init; }

    /// <summary>Seconds that count for the day: the actual time, at most the planned time; 0 when it was canceled.</summary>
    public int? CreditedSeconds { get; init; }

    public int? ProductivityRating { get; init; }

    public string? Notes { get; init; }

    /// <summary>The request's key that started it. Kept with the effect, so that a repeat after a crash is recognized.</summary>
    public string? StartKey { get; init; }

    /// <summary>The request's key that completed or canceled it, be it by a pause after the bell.</summary>
    public string? EndKey { get; init; }

    /// <summary>Stored for the index of live sessions, which holds nothing else: the user while the session is live.</summary>
    public long? LiveUser => IsLive ? UserId : null;

    /// <summary>Stored for the sweep's index: when the system ends the session if nobody does anything; null once it has ended.</summary>
    public DateTimeOffset? DueAt => SessionTime.DueAt(this);

    [JsonIgnore]
    public bool IsLive => Status is SessionStatus.Active or SessionStatus.Paused;

    /// <summary>The open pause of a paused session.</summary>
    [JsonIgnore]
    public Pause? OpenPause => Status == SessionStatus.Paused ? Pauses[^1] : null;
}

/// <summary>A time in which the clock stood.</summary>
/// <param name="From">When it began.</param>
/// <param name="To">When it ended; null while it is open.</param>
/// <param name="FromKey">The key of the request that began it.</param>
/// <param name="ToKey">The key of the request that ended it.</param>
internal sealed record Pause(DateTimeOffset From, DateTimeOffset? To = null, string? FromKey = null, string? ToKey = null);

/// <summary>Something that distracted.</summary>
/// <param name="Note">What it was.</param>
/// <param name="At">When it was noted.</param>
/// <param name="Key">The key of the request that noted it.</param>
internal sealed record Distraction(string Note, DateTimeOffset At, string? Key = null);

/// <summary>Where a session stands. Stored by name.</summary>
internal enum SessionStatus
{
    Active,
    Paused,
    Completed,
    Canceled,
}

/// <summary>Why a session is held. Stored by name.</summary>
internal enum SessionType
{
    Program,
    Pomodoro,
    Custom,
}

/// <summary>Who ended a session. Stored by name.</summary>
internal enum EndedBy
{
    Person,
    System,
}
