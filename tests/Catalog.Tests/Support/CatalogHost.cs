using FocusSuite.Catalog.Persistence;
using FocusSuite.TestSupport.Databases;
using FocusSuite.TestSupport.Hosting;
using FocusSuite.TestSupport.Messaging;
using FocusSuite.TestSupport.Tokens;
using Xunit;

namespace FocusSuite.Catalog.Tests.Support;

/// <summary>The service by its own Program, on PostgreSQL, migrated and seeded at start.</summary>
public sealed class CatalogHost : IAsyncLifetime
{
    private TestDatabase? _database;
    private TestAuthority? _authority;
    private ServiceHost? _service;

    public TestAuthority Authority => _authority!;

    public ServiceHost Service => _service!;

    public TestDatabase Database => _database!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync("catalog");
        _authority = await TestAuthority.StartAsync();
        var settings = _authority.Settings();
        settings["ConnectionStrings:Postgres"] = _database.ConnectionString;
        settings["ConnectionStrings:RabbitMq"] = "amqp://none:none@127.0.0.1:1/none";
        _service = await ServiceHost.StartAsync<CatalogContext>(settings, services => services.ReplaceMessaging());
    }

    public async ValueTask DisposeAsync()
    {
        await _service!.DisposeAsync();
        await _authority!.DisposeAsync();
        await _database!.DisposeAsync();
    }
}
