using FocusSuite.ServiceDefaults.Errors;
using FocusSuite.Sessions.Deciding;
using FocusSuite.Sessions.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Deciding;

public sealed class GuardsTests
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
    public void RequireUnusedKey_WithOneThatStandsForAnotherRequest_RefusesForADay(string key, double usedAt)
    {
        new Func<object>(() => Require(usedAt, key)).ShouldRefuse(ErrorCodes.IdempotencyKeyReused);
        new Func<object>(() => Require(usedAt + Day, key)).ShouldRefuse(ErrorCodes.IdempotencyKeyReused);
        Should.NotThrow(() => Require(usedAt + Day + Millisecond, key));
    }

    [Theory]
    [InlineData("another")]
    [InlineData(null)]
    public void RequireUnusedKey_WithANewOneOrNone_LetsItPass(string? key) => Should.NotThrow(() => Require(6, key));

    [Fact]
    public void RequireUnusedKey_OfASessionWithoutKeys_LetsItPass() => Should.NotThrow(() => Guards.RequireUnusedKey(Some.Paused(5), Some.Operation(6, "key")));

    private static FocusSession Require(double minutes, string? key)
    {
        Guards.RequireUnusedKey(Session, Some.Operation(minutes, key));
        return Session;
    }
}
