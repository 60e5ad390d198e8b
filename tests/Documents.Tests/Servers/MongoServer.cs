using System.Net;
using MongoDB.Driver;

namespace FocusSuite.Documents.Tests.Servers;

/// <summary>The server of FOCUS_TEST_MONGODB. There is no private one: where the variable is absent, the suite is skipped on it.</summary>
public sealed class MongoServer : IDocumentServer
{
    private const string Variable = "FOCUS_TEST_MONGODB";
    private readonly string? _given = Environment.GetEnvironmentVariable(Variable);

    public string? Absent => string.IsNullOrEmpty(_given)
        ? $"No MongoDB server: set {Variable} to its connection string (mongodb://127.0.0.1:27017)."
        : null;

    public EndPoint EndPoint => new DnsEndPoint(Url.Server.Host, Url.Server.Port);

    private MongoUrl Url => MongoUrl.Create(_given);

    public Task<TestDatabase> CreateDatabaseAsync()
    {
        var name = $"documents_{Guid.NewGuid():N}";
        return Task.FromResult(new TestDatabase("ConnectionStrings:MongoDb", Through, DropAsync));

        string Through(IPEndPoint? proxy)
        {
            var settings = new MongoUrlBuilder(_given) { DatabaseName = name };
            if (proxy is not null)
            {
                (settings.Server, settings.DirectConnection) = (new(proxy.Address.ToString(), proxy.Port), true);
            }

            return settings.ToString();
        }

        async Task DropAsync()
        {
            using var client = new MongoClient(_given);
            await client.DropDatabaseAsync(name);
        }
    }
}
