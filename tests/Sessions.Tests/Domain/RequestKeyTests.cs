using FocusSuite.Domain;
using FocusSuite.Protocol.Errors;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Domain;

public sealed class RequestKeyTests
{
    private const double Day = 24 * 60;
    private const double Millisecond = 1.0 / 60_000;

    // Everything that a request can leave a key with, each at a minute of its own.
    private static readonly FocusSession Session = Some.Active() with
    {
        StartKey = "start",
        Pauses = [new(Some.At(1), Some.At(2), "pause", "resume"), new(Some.At(3), FromKey: "second pause")],
        Distractions = [new("Phone", Some.At(4), "distraction"), new("Door", Some.At(4))],
        EndedAt = Some.At(5),
        EndKey = "end",
    };

    [Theory]
    [InlineData("start", 0)]
    [InlineData("pause", 1)]
    [InlineData("resume", 2)]
    [InlineData("second pause", 3)]
    [InlineData("distraction", 4)]
    [InlineData("end", 5)]
    public void Command_WithAKeyThatStandsForAnotherRequest_IsRefusedForADay(string key, double usedAt)
    {
        Cancel(usedAt, key).ShouldRefuse(ErrorCodes.IdempotencyKeyReused);
        Cancel(usedAt + Day, key).ShouldRefuse(ErrorCodes.IdempotencyKeyReused);
        Cancel(usedAt + Day + Millisecond, key).Refusal.ShouldBeNull();
    }

    [Theory]
    [InlineData("another")]
    [InlineData(null)]
    public void Command_WithANewKeyOrNone_IsAllowed(string? key) => Cancel(6, key).Refusal.ShouldBeNull();

    [Fact]
    public void Command_OnASessionWithoutKeys_IsAllowed() => Some.Paused(5).Cancel(Some.Operation(6, "key")).Refusal.ShouldBeNull();

    private static Decision<FocusSession> Cancel(double minutes, string? key) => Session.Cancel(Some.Operation(minutes, key));
}
