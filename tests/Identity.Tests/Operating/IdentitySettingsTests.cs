using FocusSuite.Identity.Operating;
using FocusSuite.ServiceDefaults.Access;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Operating;

public sealed class IdentitySettingsTests
{
    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public void Validate_OfTheDefaults_Succeeds(string environment) => Validate(new IdentitySettings(), environment).Succeeded.ShouldBeTrue();

    [Fact]
    public void Validate_WithFaultsEverywhere_NamesEachKeyAndItsRemedy()
    {
        var faults = Validate(new IdentitySettings { Issuer = "nowhere", KeyLifetime = TimeSpan.FromMinutes(5), PasswordIterations = 1000 }, "Production");
        faults.Failures.ShouldNotBeNull().Count().ShouldBe(3);
        faults.FailureMessage!.ShouldContain("Identity:Issuer is 'nowhere': set it to");
        faults.FailureMessage!.ShouldContain("Identity:KeyLifetime is 00:05:00: set it to");
        faults.FailureMessage!.ShouldContain("Identity:PasswordIterations is 1000: set it to 220000 or more");
    }

    [Fact]
    public void Validate_OfFewIterations_SucceedsOnlyInDevelopment() =>
        Validate(new IdentitySettings { PasswordIterations = 1000 }, "Development").Succeeded.ShouldBeTrue();

    [Theory]
    [InlineData(null, "http://127.0.0.1:5101/", "http://127.0.0.1:5101")]
    [InlineData("https://focus.example.com/", "http://127.0.0.1:5101", "https://focus.example.com")]
    public void Issuer_OfTheSettings_IsItsOwnOrElseTheAuthority(string? issuer, string authority, string expected) =>
        new IdentityIssuer(Options.Create(new IdentitySettings { Issuer = issuer }), Options.Create(new AuthOptions { Authority = authority }))
            .Value.ShouldBe(expected);

    private static ValidateOptionsResult Validate(IdentitySettings settings, string environment) =>
        new IdentitySettingsValidator(new Environment(environment)).Validate(null, settings);

    private sealed class Environment(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "identity";

        public string ContentRootPath { get; set; } = "/";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
