using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests;

public sealed class ExportOptionsTests
{
    [Theory]
    [InlineData("00:05:00", true)]
    [InlineData("00:00:01", true)]
    [InlineData("01:00:00", true)]
    [InlineData("00:00:00.9", false)]
    [InlineData("01:00:00.1", false)]
    [InlineData("-00:00:00.001", false)]
    public void Validate_OfADeadline_AllowsSecondsToAnHour(string deadline, bool isValid)
    {
        var outcome = new ExportOptionsValidator().Validate(null, new ExportOptions { Deadline = TimeSpan.Parse(deadline, null) });

        outcome.Succeeded.ShouldBe(isValid);
        (outcome.FailureMessage ?? string.Empty).Contains("Identity:Export:Deadline").ShouldBe(!isValid);
        (outcome.FailureMessage ?? string.Empty).Contains("set it from 00:00:01 to 01:00:00").ShouldBe(!isValid);
    }

    [Fact]
    public void Validate_OfTheDefault_Succeeds() =>
        new ExportOptionsValidator().Validate(null, new ExportOptions()).Succeeded.ShouldBeTrue();
}
