using FocusSuite.Messaging.Outbox;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FocusSuite.Documents.Tests.Compliance;

/// <summary>One process that uses a database, registered as a service registers it.</summary>
public sealed class Replica : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private Replica(ServiceProvider services) => _services = services;

    public IDocumentDatabase Database => _services.GetRequiredService<IDocumentDatabase>();

    public IOutboxSource Outbox => _services.GetRequiredService<IOutboxSource>();

    public static Replica Start(Dictionary<string, string?> settings, RecordingRelay relay, Action<IServiceCollection> register)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.ClearProviders());
        services.AddSingleton<IOutboxRelay>(relay);
        services.AddDocuments(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        register(services);
        return new(services.BuildServiceProvider(validateScopes: true));
    }

    public IDocumentStore<T> Store<T>()
        where T : class => _services.GetRequiredService<IDocumentStore<T>>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
