using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Shouldly;
using Xunit;
using Assembly = System.Reflection.Assembly;

namespace FocusSuite.Architecture.Tests;

/// <summary>What a domain may know: itself, the shared kernel, the events, and the language's own libraries.</summary>
public sealed class DomainTests
{
    // Folders called Domain, and the kernel. A service joins the list when its folders follow docs/architecture.md.
    private static readonly string[] Domains =
    [
        "FocusSuite.Identity.Domain", "FocusSuite.Catalog.Domain", "FocusSuite.Enrollment.Domain", "FocusSuite.Sessions.Domain",
        "FocusSuite.Progress.Domain", "FocusSuite.Insights.Domain",
        "FocusSuite.Domain", "FocusSuite.Messaging.Events",
    ];

    private static readonly string[] Allowed = ["System", "FocusSuite.Domain", "FocusSuite.Messaging.Events"];

    private static readonly string[] Assemblies =
    [
        "FocusSuite.Identity", "FocusSuite.Catalog", "FocusSuite.Enrollment", "FocusSuite.Sessions", "FocusSuite.Progress",
        "FocusSuite.Insights", "FocusSuite.Domain",
        "FocusSuite.Contracts",
    ];

    private static readonly ArchUnitNET.Domain.Architecture Suite = new ArchLoader().LoadAssemblies([.. Assemblies.Select(Assembly.Load)])
        .Build();

    [Fact]
    public void Domains_OfTheSuite_AreThere() =>
        Domains.ShouldAllBe(domain => Suite.Types.Any(type => Resides(type, domain)), "the rule below would hold of nothing");

    [Fact]
    public void Domain_OfAnyService_KnowsNoTransportStoreOrHost() => ForeignDependencies(Domains).ShouldBeEmpty();

    [Fact]
    public void Feature_OfAService_KnowsItsTransport() =>
        ForeignDependencies("FocusSuite.Sessions.Features")
            .ShouldContain(one => one.EndsWith(" Grpc.Core.ServerCallContext", StringComparison.Ordinal), "the rule sees what it forbids");

    private static IEnumerable<string> ForeignDependencies(params string[] domains) =>
        from type in Suite.Types
        let domain = domains.FirstOrDefault(domain => Resides(type, domain))
        where domain is not null
        from target in type.Dependencies.Select(dependency => dependency.Target).Distinct()

            // The loader takes the T of one generic method for that of another's, in whichever assembly.
        where target is not GenericParameter && !Allowed.Append(domain).Any(allowed => Resides(target, allowed))
            && target.Namespace?.FullName.Length > 0
        select $"{type.FullName} → {target.FullName}";

    private static bool Resides(IType type, string space) =>
        type.Namespace is { FullName: var name } && (name == space || name.StartsWith(space + ".", StringComparison.Ordinal));
}
