using FocusSuite.Progress.Domain;
namespace FocusSuite.Progress.Tests.Domain;

public class PercentagesTests
{
    [Theory]
    [InlineData(2, 14, 14.3)]
    [InlineData(5, 7, 71.4)]
    [InlineData(0, 14, 0)]
    [InlineData(14, 14, 100)]
    [InlineData(1, 16, 6.3)]
    [InlineData(1, 3, 33.3)]
    [InlineData(2, 3, 66.7)]
    [InlineData(1, 400, 0.3)]
    [InlineData(0, 0, 0)]
    [InlineData(1, 0, 0)]
    public void Percentage_OfAWhole_HasOneDecimalAndHalvesGoUp(int part, int whole, double expected) =>
        Percentages.Percentage(part, whole).ShouldBe(expected);

    [Theory]
    [InlineData(new[] { 3 }, 3d)]
    [InlineData(new[] { 4, 5 }, 4.5)]
    [InlineData(new[] { 1, 1, 2 }, 1.3)]
    [InlineData(new[] { 1, 2, 2 }, 1.7)]
    [InlineData(new[] { 1, 1, 1, 2 }, 1.3)]
    public void Average_OfValues_HasOneDecimalAndHalvesGoUp(int[] values, double expected) =>
        Percentages.Average(values).ShouldBe(expected);

    [Fact]
    public void Average_OfNothing_IsNull() => Percentages.Average([]).ShouldBeNull();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(59, 0)]
    [InlineData(60, 1)]
    [InlineData(180, 3)]
    [InlineData(179, 2)]
    public void WholeMinutes_OfSeconds_AreFloored(long seconds, long expected) => Percentages.WholeMinutes(seconds).ShouldBe(expected);
}
