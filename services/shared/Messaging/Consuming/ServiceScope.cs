using Microsoft.Extensions.DependencyInjection;

namespace FocusSuite.Messaging.Consuming;

/// <summary>The service's scope of one delivery, which ends with the bus's own.</summary>
internal sealed class ServiceScope(IServiceProvider service) : IAsyncDisposable
{
    private readonly AsyncServiceScope _scope = service.CreateAsyncScope();

    public IServiceProvider Parts => _scope.ServiceProvider;

    public ValueTask DisposeAsync() => _scope.DisposeAsync();
}
