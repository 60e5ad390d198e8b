using FocusSuite.Identity.Tests.Support;
using FocusSuite.Protocol.Access;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests;

public sealed class IdentitySettingsTests
{
    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public void Validate_OfTheDefaults_Succeeds(string environment) =>
        Validate(new IdentitySettings(), environment).Succeeded.ShouldBeTrue();

    [Fact]
    public void Validate_WithFaultsEverywhere_NamesEachKeyAndItsRemedy()
    {
        var errors = Validate(
            new IdentitySettings
            {
                Issuer = "nowhere",
                KeyLifetime = TimeSpan.FromMinutes(5),
                SignupsPerAddress = -1,
                SignInsPerAccount = -2,
                SignInsPerAddress = -3,
                MaxWaitingPasswords = -4,
                PasswordIterations = 1000,
            },
            "Production");
        errors.Failures.ShouldNotBeNull().Count().ShouldBe(6);
        errors.FailureMessage!.ShouldContain("Identity:Issuer is 'nowhere': set it to");
        errors.FailureMessage!.ShouldContain("Identity:KeyLifetime is 00:05:00: set it to");
        errors.FailureMessage!.ShouldContain("Identity:SignupsPerAddress is -1: set it to 0 for no bound");
        errors.FailureMessage!.ShouldContain("Identity has SignInsPerAccount -2 and SignInsPerAddress -3: set them to 0 for no bound");
        errors.FailureMessage!.ShouldContain("Identity:MaxWaitingPasswords is -4: set it to 0 or more");
        errors.FailureMessage!.ShouldContain("Identity:PasswordIterations is 1000: set it to 220000 or more");
    }

    [Fact]
    public void Validate_OfFewIterations_SucceedsOnlyInDevelopment() =>
        Validate(new IdentitySettings { PasswordIterations = 1000 }, "Development").Succeeded.ShouldBeTrue();

    [Theory]
    [InlineData("Production", 120, 0, 220_000, true)]
    [InlineData("Production", 119, 0, 220_000, false)]
    [InlineData("Production", 120, -1, 220_000, false)]
    [InlineData("Production", 120, 0, 219_999, false)]
    [InlineData("Production", 120, 0, 100_000_000, true)]
    [InlineData("Production", 120, 0, 100_000_001, false)]
    [InlineData("Development", 120, 0, 1, true)]
    [InlineData("Development", 120, 0, 0, false)]
    public void Validate_AtItsBounds_TellsWhatIsOutside(string environment, int keyMinutes, int signups, int iterations, bool valid) =>
        Validate(
        new IdentitySettings
        {
            KeyLifetime = TimeSpan.FromMinutes(keyMinutes),
            SignupsPerAddress = signups,
            PasswordIterations = iterations
        },
            environment)
        .Succeeded.ShouldBe(valid);

    [Theory]
    [InlineData(0, 0, 0, true)]
    [InlineData(-1, 0, 0, false)]
    [InlineData(0, -1, 0, false)]
    [InlineData(0, 0, -1, false)]
    public void Validate_OfBounds_RefusesAnyBelowZero(int account, int address, int waiting, bool valid) =>
        Validate(
            new IdentitySettings { SignInsPerAccount = account, SignInsPerAddress = address, MaxWaitingPasswords = waiting }, "Production")
        .Succeeded.ShouldBe(valid);

    [Theory]
    [InlineData(null, "http://127.0.0.1:5101/", "http://127.0.0.1:5101")]
    [InlineData("https://focus.example.com/", "http://127.0.0.1:5101", "https://focus.example.com")]
    public void Issuer_OfTheSettings_IsItsOwnOrElseTheAuthority(string? issuer, string authority, string expected) =>
        new IdentityIssuer(
            Options.Create(new IdentitySettings { Issuer = issuer }), Options.Create(new AuthOptions { Authority = authority }))
            .Value.ShouldBe(expected);

    private static ValidateOptionsResult Validate(IdentitySettings settings, string environment) =>
        new IdentitySettingsValidator(new NamedEnvironment(environment)).Validate(null, settings);
}
