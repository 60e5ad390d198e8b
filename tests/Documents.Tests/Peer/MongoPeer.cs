using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using MongoDB.Bson;

namespace FocusSuite.Documents.Tests.Peer;

/// <summary>
/// Speaks MongoDB's protocol as a script tells it to. Hellos are answered by itself; every other command must be the next one of the
/// script, and is kept for the test to look at.
/// </summary>
public sealed class MongoPeer : IAsyncDisposable
{
    private const string SetName = "scripted";
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<(string Command, Move Move)> _script = [];
    private readonly ConcurrentQueue<string> _surprises = [];
    private readonly Task _accepting;

    public MongoPeer(bool isReplicaSet = false)
    {
        IsReplicaSet = isReplicaSet;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public bool IsReplicaSet { get; }

    /// <summary>Whether it says that it is the router of a sharded cluster.</summary>
    public bool IsRouter { get; init; }

    /// <summary>What the server's clock shows; null: it does not tell.</summary>
    public DateTime? LocalTime { get; init; }

    /// <summary>The commands that were received, without hellos.</summary>
    public ConcurrentQueue<BsonDocument> Commands { get; } = [];

    public string ConnectionString => IsReplicaSet
        ? $"mongodb://{Address}/peer?replicaSet={SetName}"
        : $"mongodb://{Address}/peer?directConnection=true";

    private string Address => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public MongoPeer On(string command, params IEnumerable<Move> moves)
    {
        foreach (var move in moves)
        {
            _script.Enqueue((command, move));
        }

        return this;
    }

    /// <summary>The whole script was played, and nothing else happened.</summary>
    public void ShouldBeFinished()
    {
        Assert.Empty(_surprises);
        Assert.Empty(_script);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stop.IsCancellationRequested)
        {
            await _stop.CancelAsync();
            _listener.Stop();
            await _accepting;
            _stop.Dispose();
        }
    }

    private async Task AcceptAsync()
    {
        var links = new List<Task>();
        try
        {
            while (true)
            {
                links.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception e) when (
            e is OperationCanceledException or SocketException || (e is InvalidOperationException && _stop.IsCancellationRequested))
        {
            // A listener that was stopped before it was asked again says that it does not listen.
            await Task.WhenAll(links);
        }
    }

    private async Task TalkAsync(TcpClient accepted)
    {
        using var client = accepted;
        try
        {
            var stream = client.GetStream();
            while (await WireMessage.ReadAsync(stream, _stop.Token) is { } message)
            {
                switch (Decide(message))
                {
                    case Move.Answer answer:
                        await stream.WriteAsync(message.Answer(answer.Document), _stop.Token);
                        break;
                    case Move.Partial partial:
                        await stream.WriteAsync(message.Answer(partial.Document).AsMemory(0, partial.Bytes), _stop.Token);
                        return;
                    default:
                        await Task.Delay(Timeout.Infinite, _stop.Token);
                        break;
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The client left, or the test is over.
        }
    }

    private Move Decide(WireMessage message)
    {
        switch (message.Name.ToLowerInvariant())
        {
            case "hello" or "ismaster":
                return Move.Reply(Hello());
            case "endsessions":
                return Move.Reply("{ ok: 1 }");
        }

        Commands.Enqueue(message.Command);
        if (_script.TryDequeue(out var next) && next.Command == message.Name)
        {
            return next.Move;
        }

        _surprises.Enqueue($"{message.Command} instead of {next.Command ?? "nothing"}");
        return Move.Reply("{ ok: 0, code: 59, codeName: 'CommandNotFound', errmsg: 'not in the script' }");
    }

    private BsonDocument Hello()
    {
        var hello = BsonDocument.Parse("""
            { helloOk: true, isWritablePrimary: true, ismaster: true, maxBsonObjectSize: 16777216, maxMessageSizeBytes: 48000000, maxWriteBatchSize: 100000,
              minWireVersion: 0, maxWireVersion: 21, readOnly: false, connectionId: 7, logicalSessionTimeoutMinutes: 30, ok: 1 }
            """);
        if (LocalTime is { } shown)
        {
            hello.Add("localTime", shown);
        }

        if (IsRouter)
        {
            hello.Add("msg", "isdbgrid");
        }

        return IsReplicaSet
            ? hello.AddRange(
                BsonDocument.Parse(
                    $"{{ setName: '{SetName}', setVersion: 1, hosts: ['{Address}'], me: '{Address}', primary: '{Address}' }}"))
            : hello;
    }
}
