using FocusSuite.Gateway.Tests.Support;
using FocusSuite.TestSupport;
using Shouldly;

namespace FocusSuite.Gateway.Tests;

/// <summary>
/// The document that the web client's types are made from is the one that the gateway serves: a change of the API that breaks the client
/// breaks the build. With FOCUS_GENERATE_DOCS=1 it is written instead.
/// </summary>
public sealed class WebClientDocumentTests
{
    [Fact]
    public async Task Document_OfTheWebClient_IsWhatTheGatewayServes()
    {
        // Production's: Development's speaks of the demo accounts.
        await using var gateway = await GatewayUnderTest.StartInAsync("Production");
        var served = (await gateway.GetAsync("/openapi.json")).Body;
        var path = Path.Combine(Repository.Root, "web", "src", "api", "openapi.json");
        if (Environment.GetEnvironmentVariable("FOCUS_GENERATE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(path, served);
        }

        (await File.ReadAllTextAsync(path)).ShouldBe(
            served,
            "Run: FOCUS_GENERATE_DOCS=1 ./focus test --project Gateway --filter WebClientDocument, then npm run generate in web/.");
    }
}
