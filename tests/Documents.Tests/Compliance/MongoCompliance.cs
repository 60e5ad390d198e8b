using FocusSuite.Documents.Tests.Servers;

[assembly: AssemblyFixture(typeof(MongoServer))]

namespace FocusSuite.Documents.Tests.Compliance;

/// <summary>The suite on MongoDB.</summary>
public sealed class MongoCompliance(MongoServer server) : DocumentStoreCompliance(server)
{
    public override ValueTask InitializeAsync()
    {
        Assert.SkipWhen(server.Absent is not null, server.Absent ?? "");
        return base.InitializeAsync();
    }
}
