using System.Text.Json.Nodes;

namespace FocusSuite.Faults.Tests.Workload;

/// <summary>Something that a user wants of the suite.</summary>
/// <param name="User">Who.</param>
/// <param name="Number">Which of the user's operations it is, from 1.</param>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">Below the API's base.</param>
/// <param name="Body">The JSON that is sent; null for a read.</param>
/// <param name="Key">The idempotency key of a write.</param>
public sealed record Operation(string User, int Number, HttpMethod Method, string Path, string? Body, string? Key)
{
    public override string ToString() => $"{User}#{Number} {Method} {Path} {Body}".TrimEnd();
}

/// <summary>What became of an operation.</summary>
public enum Outcome
{
    /// <summary>It was answered with success: its effect must be there, once.</summary>
    Acknowledged,

    /// <summary>It was answered with a refusal: it must have no effect.</summary>
    Refused,

    /// <summary>No try was answered for good: it may have acted or not.</summary>
    Unknown,
}

/// <summary>The last answer to an operation.</summary>
/// <param name="Status">The HTTP status; 0 when no try got any.</param>
/// <param name="Code">The machine word of a refusal.</param>
/// <param name="Json">The body.</param>
/// <param name="Tries">How often it was sent.</param>
/// <param name="FirstSent">When it was first sent, in suite time.</param>
/// <param name="Answered">When its answer was read, in suite time.</param>
public sealed record Reply(int Status, string? Code, JsonNode? Json, int Tries, DateTimeOffset FirstSent, DateTimeOffset Answered)
{
    public Outcome Outcome => Status switch
    {
        >= 200 and < 300 => Outcome.Acknowledged,
        >= 400 and < 500 => Outcome.Refused,
        _ => Outcome.Unknown,
    };

    public bool IsAcknowledged => Outcome == Outcome.Acknowledged;

    public override string ToString() => $"{Status} {Code} after {Tries} tries";
}
