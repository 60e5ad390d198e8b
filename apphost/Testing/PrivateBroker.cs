using FocusSuite.AppHost.Installation;
using FocusSuite.AppHost.RabbitMq;

namespace FocusSuite.AppHost.Testing;

/// <summary>A RabbitMQ broker for tests that hurt it, which no other tests use, in a folder that goes with it.</summary>
public sealed class PrivateBroker : IAsyncDisposable
{
    private readonly TemporaryRunFolder _folder;

    private PrivateBroker(LocalRabbitMq server, TemporaryRunFolder folder) => (Server, _folder) = (server, folder);

    /// <summary>The broker.</summary>
    public LocalRabbitMq Server { get; }

    /// <summary>Starts one.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The broker, once it takes connections.</returns>
    public static async Task<PrivateBroker> StartAsync(CancellationToken cancellationToken = default)
    {
        var folder = new TemporaryRunFolder();
        try
        {
            return new PrivateBroker(await LocalRabbitMq.StartAsync(folder.Path, cancellationToken).ConfigureAwait(false), folder);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Stops it.</summary>
    /// <returns>When it is gone.</returns>
    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync().ConfigureAwait(false);
        _folder.Dispose();
    }
}
