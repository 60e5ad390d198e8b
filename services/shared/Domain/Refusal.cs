namespace FocusSuite.Domain;

/// <summary>
/// Why a decision refuses what it is asked for. A value: nothing is thrown before the edge, where the table of errors turns it into an
/// answer.
/// </summary>
/// <param name="Code">The stable word of the table, e.g. <c>SESSION_ENDED</c>.</param>
/// <param name="Detail">A sentence for people; the table's own text when null.</param>
public sealed record Refusal(string Code, string? Detail = null)
{
    /// <summary>The field of the request that is at fault, by its JSON name; null where no field is.</summary>
    public string? Field { get; private init; }

    /// <summary>There is no such thing, or it is somebody else's.</summary>
    public static readonly Refusal NotFound = new("NOT_FOUND");

    /// <summary>The session is not active.</summary>
    public static readonly Refusal SessionNotActive = new("SESSION_NOT_ACTIVE");

    /// <summary>The session is not paused.</summary>
    public static readonly Refusal SessionNotPaused = new("SESSION_NOT_PAUSED");

    /// <summary>The session has ended.</summary>
    public static readonly Refusal SessionEnded = new("SESSION_ENDED");

    /// <summary>The session was not completed.</summary>
    public static readonly Refusal SessionNotCompleted = new("SESSION_NOT_COMPLETED");

    /// <summary>The session ended too long ago to be corrected.</summary>
    public static readonly Refusal CorrectionClosed = new("CORRECTION_CLOSED");

    /// <summary>Another session was running or paused at that time.</summary>
    public static readonly Refusal SessionOverlaps = new("SESSION_OVERLAPS");

    /// <summary>An idempotency key came back with another body, or for another command.</summary>
    public static readonly Refusal KeyReused = new("IDEMPOTENCY_KEY_REUSED");

    /// <summary>It takes a Pro subscription.</summary>
    public static readonly Refusal ProRequired = new("PRO_REQUIRED");

    /// <summary>The program is not being worked on.</summary>
    public static readonly Refusal ProgramNotInProgress = new("PROGRAM_NOT_IN_PROGRESS");

    /// <summary>The day is not open yet.</summary>
    public static readonly Refusal DayLocked = new("DAY_LOCKED");

    /// <summary>The program's status does not allow it.</summary>
    /// <param name="detail">What was asked for, and where the program stands.</param>
    /// <returns>The refusal.</returns>
    public static Refusal InvalidProgramStatus(string detail) => new("INVALID_PROGRAM_STATUS", detail);

    /// <summary>A field has a value that only the state shows to be wrong.</summary>
    /// <param name="field">Its JSON name.</param>
    /// <param name="detail">What is wrong and what would be right.</param>
    /// <returns>The refusal.</returns>
    public static Refusal InvalidField(string field, string detail) => new("VALIDATION_FAILED", detail) { Field = field };

    /// <summary>A bounded list is full.</summary>
    /// <param name="detail">Which one, and its bound.</param>
    /// <returns>The refusal.</returns>
    public static Refusal LimitReached(string detail) => new("LIMIT_REACHED", detail);
}
