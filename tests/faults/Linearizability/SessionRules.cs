namespace FocusSuite.Faults.Tests.Linearizability;

/// <summary>A call to a user's focus timer.</summary>
/// <param name="Verb">start, pause, resume or complete.</param>
/// <param name="Session">The session that the client last heard of; of a start the one that it made, as its answer says.</param>
public sealed record SessionCall(string Verb, string? Session);

/// <summary>Where a user's focus timer stands.</summary>
/// <param name="Live">The live session; null when there is none.</param>
/// <param name="Paused">Whether it is paused.</param>
public readonly record struct TimerState(string? Live, bool Paused);

/// <summary>The rules of the focus timer, as the contract has them.</summary>
public static class SessionRules
{
    public const string Ok = "OK";

    /// <summary>What a call answers and leaves behind.</summary>
    public static (TimerState State, string Result) Apply(TimerState state, SessionCall call) => call.Verb switch
    {
        "start" => state.Live is null ? (new TimerState(call.Session, false), Ok) : (state, "ACTIVE_SESSION_EXISTS"),
        _ when state.Live != call.Session => (state, "SESSION_ENDED"),
        "pause" => state.Paused ? (state, "SESSION_NOT_ACTIVE") : (state with { Paused = true }, Ok),
        "resume" => state.Paused ? (state with { Paused = false }, Ok) : (state, "SESSION_NOT_PAUSED"),
        "complete" => (default, Ok),
        _ => throw new ArgumentException($"There is no rule for {call.Verb}.", nameof(call)),
    };
}
