using FocusSuite.Sessions.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Domain;

public sealed class OperationContextTests
{
    private const double Day = 24 * 60;
    private const double Millisecond = 1.0 / 60_000;

    [Theory]
    [InlineData(Some.Key, Some.Key, 0, true)]
    [InlineData(Some.Key, Some.Key, Day, true)]
    [InlineData(Some.Key, Some.Key, Day + Millisecond, false)]
    [InlineData(Some.Key, "KEY-1", 0, false)]
    [InlineData(Some.Key, null, 0, false)]
    [InlineData(null, Some.Key, 0, false)]
    [InlineData(null, null, 0, false)]
    public void Repeats_ByKeyAndAge_KnowsTheRequestForADay(string? key, string? left, double minutesLater, bool repeats) =>
        Some.Operation(minutesLater, key).Repeats(left, Some.At(0)).ShouldBe(repeats);
}
