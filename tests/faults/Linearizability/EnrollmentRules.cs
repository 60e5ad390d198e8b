using System.Globalization;

namespace FocusSuite.Faults.Tests.Linearizability;

/// <summary>A call about a user's enrollment in one program.</summary>
/// <param name="Verb">enroll, start, pause, resume or abandon.</param>
/// <param name="Enrollment">The enrollment that the client last heard of; of an enroll the one that its answer names.</param>
public sealed record EnrollmentCall(string Verb, long Enrollment);

/// <summary>Where a user stands in a program.</summary>
/// <param name="Live">The live enrollment; 0 when there is none.</param>
/// <param name="Status">The documented word of its status.</param>
public readonly record struct EnrollmentState(long Live, string? Status);

/// <summary>The rules of an enrollment's status, as the contract has them.</summary>
public static class EnrollmentRules
{
    public const string Ok = "OK";

    private const string Refused = "INVALID_PROGRAM_STATUS";

    /// <summary>What a call answers and leaves behind.</summary>
    public static (EnrollmentState State, string Result) Apply(EnrollmentState state, EnrollmentCall call) =>
        (call.Verb, state.Status) switch
        {
            ("enroll", _) => state.Live == 0 ? (new EnrollmentState(call.Enrollment, "not_started"), Ok) : (state, Is(state.Live)),
            _ when state.Live != call.Enrollment => (state, Refused),
            ("start", "not_started" or "paused") => (state with { Status = "in_progress" }, Ok),
            ("pause", "in_progress") => (state with { Status = "paused" }, Ok),
            ("resume", "paused") => (state with { Status = "in_progress" }, Ok),
            ("abandon", _) => (default, Ok),
            _ => (state, Refused),
        };

    /// <summary>The answer to an enroll of somebody who is enrolled.</summary>
    public static string Is(long enrollment) => string.Create(CultureInfo.InvariantCulture, $"IS {enrollment}");
}
