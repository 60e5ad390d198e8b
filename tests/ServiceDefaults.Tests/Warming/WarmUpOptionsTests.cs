using FocusSuite.Hosting.Warming;
using Shouldly;

namespace FocusSuite.ServiceDefaults.Tests.Warming;

public sealed class WarmUpOptionsTests
{
    [Theory]
    [InlineData("00:00:01")]
    [InlineData("00:00:15")]
    [InlineData("00:05:00")]
    public void Timeout_WithinItsRange_IsTaken(string timeout) => Validate(timeout).Succeeded.ShouldBeTrue();

    [Theory]
    [InlineData("00:00:00")]
    [InlineData("-00:00:01")]
    [InlineData("00:00:00.999")]
    [InlineData("00:05:00.001")]
    public void Timeout_OutOfItsRange_IsRefusedWithKeyAndRemedy(string timeout)
    {
        var failure = Validate(timeout).FailureMessage.ShouldNotBeNull();

        failure.ShouldContain("Focus:WarmUp:Timeout");
        failure.ShouldContain("00:00:01..00:05:00");
    }

    private static Microsoft.Extensions.Options.ValidateOptionsResult Validate(string timeout) =>
        new WarmUpOptionsValidator()
            .Validate(null, new WarmUpOptions { Timeout = TimeSpan.Parse(timeout, System.Globalization.CultureInfo.InvariantCulture) });
}
