using FocusSuite.Identity.Tests.Support;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests;

public sealed class ErasureOptionsTests
{
    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public void Validate_OfTheDefaults_Succeeds(string environment) => Validate(new ErasureOptions(), environment).Succeeded.ShouldBeTrue();

    [Theory]
    [InlineData("Production", 12_000, 100, true)]
    [InlineData("Production", 11_999, 100, false)]
    [InlineData("Development", 0, 100, true)]
    [InlineData("Development", -1, 100, false)]
    [InlineData("Production", 12_000, 99, false)]
    [InlineData("Development", 12_000, 99, false)]
    public void Validate_AtItsBounds_TellsWhatIsTooShort(string environment, int settling, int retryAfter, bool valid) => Validate(
        new ErasureOptions { Settling = TimeSpan.FromMilliseconds(settling), RetryAfter = TimeSpan.FromMilliseconds(retryAfter) },
        environment)
        .Succeeded.ShouldBe(valid);

    [Fact]
    public void Validate_WithFaultsEverywhere_NamesEachKeyAndItsRemedy()
    {
        var errors = Validate(new ErasureOptions { Settling = TimeSpan.FromSeconds(1), RetryAfter = TimeSpan.Zero }, "Production");

        errors.Failures.ShouldBe(
        [
            "Identity:Erasure:Settling is 00:00:01: set it to 00:00:12 or more, or leave it out for 00:00:15.",
            "Identity:Erasure:RetryAfter is 00:00:00: set it to 00:00:00.1 or more, or leave it out for 00:00:05.",
        ]);
    }

    private static ValidateOptionsResult Validate(ErasureOptions options, string environment) =>
        new ErasureOptionsValidator(new NamedEnvironment(environment)).Validate(null, options);
}
