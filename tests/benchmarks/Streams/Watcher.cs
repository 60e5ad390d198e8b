using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using GrpcTranscoding.Benchmarks.Suite;

namespace GrpcTranscoding.Benchmarks.Streams;

/// <summary>A user who watches the live timer, as a browser does: Server-Sent Events over a connection of its own.</summary>
internal sealed class Watcher(BenchmarkUser user) : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private HttpResponseMessage? _answer;
    private Task _reading = Task.CompletedTask;
    private TaskCompletionSource<long> _change = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _ticks;
    private long _changes;

    public BenchmarkUser User => user;

    /// <summary>Messages that told of nothing but the time.</summary>
    public long Ticks => Volatile.Read(ref _ticks);

    /// <summary>Messages that told of a change.</summary>
    public long Changes => Volatile.Read(ref _changes);

    /// <summary>Why the stream has ended, if it has.</summary>
    public string? Ended => !_reading.IsCompleted ? null : _reading.Exception?.GetBaseException().Message ?? "It was ended.";

    /// <summary>Opens the stream; returns with its first message.</summary>
    public async Task OpenAsync(HttpClient http, CancellationToken cancellation)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, BenchmarkUser.Focus + "sessions/live/");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", user.Access);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        _answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (!_answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException(
                $"A stream was answered with {(int)_answer.StatusCode}: {await _answer.Content.ReadAsStringAsync(cancellation)}");
        }

        TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _reading = ReadAsync(await _answer.Content.ReadAsStreamAsync(cancellation), first);
        await first.Task.WaitAsync(cancellation);
    }

    /// <summary>The moment at which the next change arrives, as <see cref="Stopwatch"/> tells it. Ask before the change is made.</summary>
    public Task<long> NextChangeAsync() =>
        (_change = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _answer?.Dispose();
        _end.Dispose();
    }

    private async Task ReadAsync(Stream stream, TaskCompletionSource first)
    {
        try
        {
            // Nothing else is made of the text: what a client does with it is its own cost.
            await foreach (var message in SseParser.Create(stream, (_, data) => KindOf(data)).EnumerateAsync(_end.Token))
            {
                if (message.Data == Kind.Tick)
                {
                    Interlocked.Increment(ref _ticks);
                }
                else if (message.Data == Kind.Change)
                {
                    Interlocked.Increment(ref _changes);
                    _change.TrySetResult(Stopwatch.GetTimestamp());
                }

                first.TrySetResult();
            }

            first.TrySetException(new InvalidOperationException("The stream ended before its first message."));
        }
        catch (Exception error)
        {
            first.TrySetException(error);
            throw;
        }
    }

    private static Kind KindOf(ReadOnlySpan<byte> data) => data.IndexOf("\"kind\":\"tick\""u8) >= 0 ? Kind.Tick
        : data.IndexOf("\"kind\":\"change\""u8) >= 0 ? Kind.Change
        : Kind.State;

    private enum Kind
    {
        State,
        Tick,
        Change,
    }
}
