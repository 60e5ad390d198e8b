using FocusSuite.Load.Results;
using FocusSuite.Load.Users;

namespace FocusSuite.Load.Running;

/// <summary>The live timers of a crowd, held open until it is disposed of.</summary>
public sealed class LiveStreams : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly IReadOnlyList<LiveStream> _streams;
    private readonly Task _held;

    internal LiveStreams(IReadOnlyList<LiveStream> streams)
    {
        _streams = streams;
        _held = Task.WhenAll(streams.Select(stream => stream.HoldAsync(_end.Token)));
    }

    /// <summary>How they are.</summary>
    public LiveFigures Figures => new(_streams.Count(stream => stream.IsOpen), _streams.Sum(stream => stream.Losses));

    /// <summary>Ends them all.</summary>
    /// <returns>When nobody reads any more.</returns>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _held;
        _end.Dispose();
    }
}
