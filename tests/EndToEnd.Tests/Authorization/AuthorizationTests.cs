using FocusSuite.EndToEnd.Tests.Support;
using FocusSuite.Protocol.Access;
using FocusSuite.TestSystem;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Authorization;

/// <summary>The authorization matrix: every JSON route and every gRPC method, asked with every credential, at every door.</summary>
public sealed class AuthorizationTests(Suite suite)
{
    private const int LeastCells = 200;

    [Fact]
    public void Matrix_OfEachDoor_HasCellsEnough()
    {
        foreach (var door in Enum.GetValues<Door>())
        {
            Matrix.Of(door).Count.ShouldBeGreaterThanOrEqualTo(LeastCells);
        }
    }

    [Theory]
    [InlineData(nameof(Door.Json))]
    [InlineData(nameof(Door.Gateway))]
    [InlineData(nameof(Door.Service))]
    public async Task Matrix_EveryCell_IsAsTheRulesSay(string door)
    {
        var cells = Matrix.Of(Enum.Parse<Door>(door));
        var bearers = await Bearers.OfAsync(suite.System);
        using var json = new JsonDoor(suite.System.GatewayUrl);
        using var gateway = new GrpcDoor(suite.System.GatewayGrpcUrl);
        var services = new Dictionary<string, GrpcDoor>();
        var surprises = new List<string>();
        foreach (var cell in cells)
        {
            var (headers, request) = (bearers.Of(cell.Credential), await bearers.OwnerOf(cell).RequestAsync(suite.System, cell));
            var (outcome, text) = cell.Door switch
            {
                Door.Json => await json.AskAsync(cell.Route!, request, headers),
                Door.Gateway => await gateway.AskAsync(cell.Method, request, headers),
                _ => await ServiceOf(cell, services).AskAsync(cell.Method, request, headers),
            };
            var expected = Rules.Of(cell, MethodCatalog.AccessOf(cell.Method));
            if (outcome != expected)
            {
                surprises.Add($"{cell}: {outcome} instead of {expected} ({text})");
            }
        }

        foreach (var service in services.Values)
        {
            service.Dispose();
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{cells.Count} cells");
        surprises.ShouldBeEmpty($"{surprises.Count} of {cells.Count}:\n{string.Join('\n', surprises)}");
    }

    private GrpcDoor ServiceOf(Cell cell, Dictionary<string, GrpcDoor> services)
    {
        // Every service answers about personal data, and every owner about facts; it is asked of one.
        var package = cell.Method.File.Package.Split('.')[1];
        var name = package is "personal" or "facts" ? PartNames.Progress : package;
        return services.TryGetValue(name, out var door) ? door : services[name] = new GrpcDoor(suite.System.UrlOf(name));
    }
}
