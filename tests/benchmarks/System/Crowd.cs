using System.Globalization;

namespace GrpcTranscoding.Benchmarks.Suite;

/// <summary>The users: one who reads, and those who write.</summary>
internal sealed class Crowd(BenchmarkSize size) : IAsyncDisposable
{
    private const int AtOnce = 2;

    private readonly List<BenchmarkUser> _writers = [];
    private HttpClient? _http;

    /// <summary>A user with a session under way, and one that is completed.</summary>
    public BenchmarkUser Reader { get; private set; } = null!;

    public IReadOnlyList<BenchmarkUser> Writers => _writers;

    public async Task SignUpAsync(Uri gateway, CancellationToken cancellation)
    {
        var http = Renew(gateway);
        Reader = await BenchmarkUser.SignUpAsync(http, "bench-reader", cancellation);
        await Reader.RenewSessionAsync(cancellation);
        foreach (var numbers in Enumerable.Range(0, size.Writers).Chunk(AtOnce))
        {
            _writers.AddRange(await Task.WhenAll(numbers.Select(number => BenchmarkUser.SignUpAsync(
                http, string.Create(CultureInfo.InvariantCulture, $"bench-writer-{number}"), cancellation))));
        }
    }

    /// <summary>Gives everybody new tokens, at a system that may have another address than before.</summary>
    public async Task RenewTokensAsync(Uri gateway, CancellationToken cancellation)
    {
        var http = Renew(gateway);
        foreach (var users in _writers.Append(Reader).Chunk(AtOnce))
        {
            await Task.WhenAll(users.Select(user => user.RenewTokensAsync(http, cancellation)));
        }
    }

    public ValueTask DisposeAsync()
    {
        _http?.Dispose();
        return ValueTask.CompletedTask;
    }

    private HttpClient Renew(Uri gateway)
    {
        _http?.Dispose();
        return _http = new HttpClient { BaseAddress = gateway, Timeout = TimeSpan.FromSeconds(30) };
    }
}
