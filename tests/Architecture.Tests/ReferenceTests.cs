using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FocusSuite.TestSupport;
using Shouldly;
using Xunit;

namespace FocusSuite.Architecture.Tests;

/// <summary>Who may refer to whom.</summary>
public sealed partial class ReferenceTests
{
    private static readonly string[] Services = ["Identity", "Catalog", "Enrollment", "Sessions", "Progress", "Insights"];

    public static TheoryData<string> Programs => [.. Services.Append("Gateway")];

    [Theory]
    [MemberData(nameof(Programs))]
    public void Program_OfTheSuite_RefersToNoService(string name) =>
        ReferencesOf($"FocusSuite.{name}").Where(
            reference => Services.Any(service => reference == $"FocusSuite.{service}")).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Programs))]
    public void Program_OfTheSuite_DoesNotNameMassTransit(string name) =>
        ReferencesOf($"FocusSuite.{name}").Where(
            reference => reference.StartsWith("MassTransit", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void MassTransit_OfAllProjects_IsNamedInOne() =>
        Projects().Where(project => project.Text.Contains("\"MassTransit", StringComparison.Ordinal)).Select(project => project.Name)
            .ShouldBe(["FocusSuite.Messaging"]);

    /// <summary>Contracts know nobody, and the kernel knows the contracts only.</summary>
    [Theory]
    [InlineData("FocusSuite.Contracts", "")]
    [InlineData("FocusSuite.Domain", "FocusSuite.Contracts")]
    public void SharedProject_WithoutIo_RefersToNothingElse(string name, string expected) => References(name).ShouldBe(expected);

    /// <summary>Who only passes calls on, or starts what others run, needs no broker: not by a reference of a reference either.</summary>
    [Theory]
    [InlineData("FocusSuite.Gateway")]
    [InlineData("FocusSuite.Focus")]
    [InlineData("FocusSuite.Load")]
    [InlineData("FocusSuite.Client")]
    [InlineData("FocusSuite.Protocol")]
    [InlineData("FocusSuite.Hosting")]
    public void Project_ThatIsNoService_ReachesNoBroker(string name)
    {
        var (reached, next) = (new HashSet<string>(), new Queue<string>([name]));
        while (next.TryDequeue(out var project))
        {
            foreach (var reference in References(project).Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(reached.Add))
            {
                if (Projects().Any(other => other.Name == reference))
                {
                    next.Enqueue(reference);
                }
            }
        }

        reached.Where(
            reference => reference == "FocusSuite.Messaging"
                || reference.StartsWith("MassTransit", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    /// <summary>Strangers take these as packages: no host, no bus, nothing of the services.</summary>
    [Theory]
    [InlineData("FocusSuite.Protos", "Google.Api.CommonProtos Google.Protobuf Grpc.Core.Api Grpc.Tools")]
    [InlineData(
        "FocusSuite.Client",
        "Grpc.Net.ClientFactory Grpc.StatusProto Microsoft.Extensions.Hosting.Abstractions"
        + " Microsoft.Extensions.Options.ConfigurationExtensions RabbitMQ.Client FocusSuite.Protos FocusSuite.Contracts")]
    public void Package_ForStrangers_RefersToNothingElse(string name, string expected) => References(name).ShouldBe(expected);

    /// <summary>Nobody is told of what nobody hears, unless the event says that it is for those outside.</summary>
    [Fact]
    public void Event_OfTheSuite_IsHeardByAServiceOrSaysThatItIsPublishedOnly()
    {
        var handled = SourceFiles.Of("services").SelectMany(file => Handler().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value).ToHashSet();
        var events = Assembly.Load("FocusSuite.Contracts").GetExportedTypes().Where(type => type.BaseType?.Name == "FocusEvent").ToList();
        events.Count.ShouldBeGreaterThan(20);

        var published = events.Where(
            type => type.GetCustomAttributes().Any(attribute => attribute.GetType().Name == "PublishedOnlyAttribute"));

        published.Select(type => type.Name)
            .ShouldBe(events.Select(type => type.Name).Where(name => !handled.Contains(name)), ignoreOrder: true);
    }

    private static IEnumerable<string> ReferencesOf(string assembly) =>
        Assembly.Load(assembly).GetReferencedAssemblies().Select(reference => reference.Name!);

    private static string References(string project) => string.Join(
        ' ',
        XDocument.Parse(Projects().Single(one => one.Name == project).Text).Descendants()
            .Where(element => element.Name.LocalName is "ProjectReference" or "PackageReference" or "FrameworkReference")
            .Select(element => Path.GetFileName((string)element.Attribute("Include")!).Replace(".csproj", "", StringComparison.Ordinal)));

    private static IEnumerable<(string Name, string Text)> Projects() =>
        from folder in new[] { "services", "gateway", "apphost", "tools", "load", "protos", "clients", "samples" }
        from file in Directory.EnumerateFiles(Repository.PathOf(folder), "*.csproj", SearchOption.AllDirectories)
        select (Path.GetFileNameWithoutExtension(file), File.ReadAllText(file));

    [GeneratedRegex(@"(?:IEventHandler|Consume|Broadcast)<(\w+)[,>]")]
    private static partial Regex Handler();
}
