using FocusSuite.Client.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shouldly;

namespace FocusSuite.Client.Tests.Calls;

/// <summary>What is said of options at the start.</summary>
public sealed class OptionsTests
{
    [Fact]
    public void Options_ThatAreWrong_AreToldAllAtOnceWithKeyAndRemedy()
    {
        var errors = ErrorsOf(new()
        {
            ["Focus:Client:Gateway"] = "gateway:8001",
            ["Focus:Client:Services:billing"] = "http://127.0.0.1:1",
            ["Focus:Client:Services:identity"] = "http://127.0.0.1:1/path",
            ["Focus:Client:ServiceKey"] = "c2hvcnQ=",
            ["Focus:Client:Deadline"] = "00:00:00",
            ["Focus:Client:MaxAttempts"] = "6",
        });

        errors.Count.ShouldBe(7);
        errors.ShouldAllBe(
            error => error.StartsWith("Focus:Client", StringComparison.Ordinal) && error.Contains(": set ", StringComparison.Ordinal));
        errors.ShouldContain(error => error.StartsWith("Focus:Client:Services:billing names no service", StringComparison.Ordinal));
        errors.ShouldAllBe(error => !error.Contains("c2hvcnQ=", StringComparison.Ordinal), "a key is a secret");
    }

    [Fact]
    public void Options_WithoutAnAddress_AreWrong() => ErrorsOf([]).ShouldHaveSingleItem().ShouldContain("Focus:Client:Gateway");

    [Theory]
    [InlineData("http://127.0.0.1:5101")]
    [InlineData("https://identity.example.com")]
    [InlineData("dns:///identity:8080")]
    public void Address_OfAKnownForm_IsTaken(string address) => ErrorsOf(new()
    {
        ["Focus:Client:Services:Identity"] = address,
        ["Focus:Client:ServiceKey"] = FakeSuite.ServiceKey,
        ["Focus:Client:Name"] = "billing",
    }).ShouldBeEmpty();

    [Fact]
    public void EventOptions_ThatAreWrong_AreToldAllAtOnceWithKeyAndRemedy()
    {
        var errors = ErrorsOf(
            new()
            {
                ["Focus:Events:Broker"] = "http://guest:secret@127.0.0.1",
                ["Focus:Events:Consumer"] = "Billing App",
                ["Focus:Events:Prefetch"] = "0",
                ["Focus:Events:Concurrency"] = "0",
                ["Focus:Events:MaxDeliveries"] = "21",
                ["Focus:Events:RetryDelay"] = "00:00:00",
                ["Focus:Events:MaxRetryDelay"] = "01:00:00",
            },
            (services, configuration) => services.AddFocusSuiteEvents(configuration));

        errors.Count.ShouldBe(7);
        errors.ShouldAllBe(error => error.StartsWith("Focus:Events:", StringComparison.Ordinal)
            && error.Contains(": set it to ", StringComparison.Ordinal));
        errors.ShouldAllBe(error => !error.Contains("secret", StringComparison.Ordinal), "an address holds a password");
    }

    [Fact]
    public void Broker_AsAConnectionString_IsTaken() => ErrorsOf(
        new() { ["ConnectionStrings:RabbitMq"] = "amqp://guest:guest@127.0.0.1:5672", ["Focus:Events:Consumer"] = "billing" },
        (services, configuration) => services.AddFocusSuiteEvents(configuration)).ShouldBeEmpty();

    private static IReadOnlyList<string> ErrorsOf(
        Dictionary<string, string?> settings, Action<IServiceCollection, IConfiguration>? add = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        (add ?? ((all, from) => all.AddFocusSuiteClient(from)))(services, configuration);
        using var provider = services.BuildServiceProvider();
        try
        {
            provider.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return [.. exception.Failures];
        }
    }
}
