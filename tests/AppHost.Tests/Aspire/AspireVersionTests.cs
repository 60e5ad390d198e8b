using System.Text.Json;
using System.Xml.Linq;
using FocusSuite.AppHost.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.AppHost.Tests.Aspire;

public sealed class AspireVersionTests
{
    /// <summary>MSBuild takes the version of an SDK from global.json, NuGet those of packages from Directory.Packages.props.</summary>
    [Fact]
    public void Versions_OfTheSdkAndThePackages_AreOne()
    {
        using var settings = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "global.json")));
        var sdk = settings.RootElement.GetProperty("msbuild-sdks").GetProperty("Aspire.AppHost.Sdk").GetString();
        var packages = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .Where(package => package.Attribute("Include")!.Value.StartsWith("Aspire.", StringComparison.Ordinal))
            .ToDictionary(package => package.Attribute("Include")!.Value, package => package.Attribute("Version")!.Value);

        packages.Keys.ShouldBe(["Aspire.Hosting.AppHost", "Aspire.Hosting.MongoDB", "Aspire.Hosting.PostgreSQL", "Aspire.Hosting.RabbitMQ"], ignoreOrder: true);
        packages.Values.ShouldAllBe(version => version == sdk);
    }
}
