using System.Text.RegularExpressions;
using FocusSuite.TestSupport;
using FocusSuite.TestSystem;
using Shouldly;
using Xunit;

namespace FocusSuite.AppHost.Tests;

/// <summary>What the sources of the host have to be.</summary>
public sealed class HostingTests
{
    private static readonly string[] Folders = ["apphost", "tools/focus", "tests/TestSystem"];

    // Programs of a server that run to their end (initdb, rabbitmqctl, chown), a signal to a process that Aspire has started.
    private static readonly string[] OneShots = ["apphost/Servers/ServerAccount.cs", "tests/TestSystem/SystemPart.cs"];

    private static IEnumerable<(string Name, string Text)> Sources => Folders.SelectMany(folder =>
            Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
        .Select(file => (Path.GetRelativePath(Repository.Root, file), File.ReadAllText(file)));

    [Fact]
    public void Sources_OfTheHost_StartNoProcessButThroughAspire() =>
        Sources.Where(source => Regex.IsMatch(source.Text, @"\bProcess\.Start\b|new Process\b")).Select(source => source.Name)
            .ShouldBeSubsetOf(OneShots);

    [Fact]
    public void Sources_OfAppHostAndTool_AreFewerThan2500Lines() =>
        Sources.Where(source => !source.Name.StartsWith("tests", StringComparison.Ordinal))
            .Sum(source => source.Text.Count(character => character == '\n')).ShouldBeLessThan(2500);

    [Fact]
    public async Task Graph_WithReplicas_TellsGatewayAndPeersOfEachOne()
    {
        var model = await SuiteModel.DescribeAsync("--replicas", "sessions=2");

        model.Parts.Select(part => part.Name).ShouldBe([.. PartNames.Services, "sessions-2", PartNames.Gateway], ignoreOrder: true);
        model[PartNames.Gateway].Environment["ReverseProxy__Clusters__sessions__Destinations__replica2__Address"]
            .ShouldBe(new SuiteValue.AddressOf("sessions-2", "grpc"));
        model["sessions-2"].Environment["Focus__Drain__Lasts"].ShouldBe(new SuiteValue.Text("00:00:01"));
    }

    [Fact]
    public async Task Graph_OfTheGateway_NamesTheFolderOfTheBuiltClient() =>
        (await SuiteModel.DescribeAsync())[PartNames.Gateway].Environment["Gateway__WebFolder"]
            .ShouldBe(new SuiteValue.Text(Path.Combine(Repository.Root, "web", "dist")));

    [Fact]
    public async Task Graph_WithoutMongoDb_KeepsDocumentsInPostgres()
    {
        var model = await SuiteModel.DescribeAsync();

        model[PartNames.Sessions].Environment.ShouldNotContainKey("ConnectionStrings__MongoDb");
        model[PartNames.Sessions].Environment["ConnectionStrings__Postgres"].ShouldBe(new SuiteValue.ConnectionTo(PartNames.Postgres));
    }
}
