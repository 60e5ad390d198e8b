using FocusSuite.AppHost.Running;

namespace FocusSuite.AppHost.Testing;

/// <summary>A server that tests may use.</summary>
public sealed class SharedServer : IAsyncDisposable
{
    private readonly SystemPart? _own;
    private readonly IDisposable? _folder;

    internal SharedServer(string address, SystemPart? own, IDisposable? folder) => (Address, _own, _folder) = (address, own, folder);

    /// <summary>How to reach it.</summary>
    public string Address { get; }

    /// <summary>Stops it, if it was started for this process.</summary>
    /// <returns>When it is gone.</returns>
    public async ValueTask DisposeAsync()
    {
        if (_own is not null)
            await _own.DisposeAsync().ConfigureAwait(false);
        _folder?.Dispose();
    }
}
