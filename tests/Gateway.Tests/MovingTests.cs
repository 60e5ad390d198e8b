using System.Collections.Concurrent;
using System.Net;
using FocusSuite.Gateway.Tests.Support;
using FocusSuite.Protos.Sessions.V1;
using Grpc.Core;
using Shouldly;

namespace FocusSuite.Gateway.Tests;

/// <summary>Destinations that come and go while requests run.</summary>
public sealed class MovingTests(ITestOutputHelper output)
{
    private const string Active = "/api/v1/focus/sessions/active/";
    private const string Destinations = "ReverseProxy:Clusters:sessions:Destinations:";
    private const int Clients = 8;
    private const int Moves = 10;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Requests_WhileDestinationsMove_AreAllAnswered()
    {
        await using var red = await ServerAsync("red");
        await using var blue = await ServerAsync("blue");
        await using var gateway = await GatewayUnderTest.StartAsync((Destinations + "one:Address", red.Address));
        using var bound = new CancellationTokenSource(Bound);
        using var enough = new CancellationTokenSource();
        var (seen, faults) = (new Seen(), new ConcurrentBag<string>());
        var load = Enumerable.Range(0, Clients).Select(i => i % 2 == 0
            ? LoadAsync(() => JsonAsync(gateway), seen, faults, enough.Token)
            : LoadAsync(() => GrpcAsync(gateway, bound.Token), seen, faults, enough.Token)).ToArray();

        for (var move = 1; move <= Moves; move++)
        {
            // Also under another name, so that the destination before is really gone.
            var (server, name) = move % 2 == 1 ? (blue, "blue") : (red, "red");
            var next = seen.Next(name);
            gateway.Configure(
                new Dictionary<string, string?> { [Destinations + "one:Address"] = server.Address, [Destinations + $"two{move}:Address"] = server.Address });
            await next.WaitAsync(bound.Token);
        }

        await enough.CancelAsync();
        await Task.WhenAll(load);
        output.WriteLine($"{seen.Total} requests, {Moves} moves, {faults.Count} failed.");
        faults.ShouldBeEmpty();
        seen.Total.ShouldBeGreaterThan(Moves * 2);
    }

    [Fact]
    public async Task Request_ThatRunsWhenItsDestinationGoes_IsAnsweredByIt()
    {
        await using var red = await ServerAsync("red");
        await using var blue = await ServerAsync("blue");
        await using var gateway = await GatewayUnderTest.StartAsync((Destinations + "one:Address", red.Address));
        var (arrived, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        red.Handler = async (_, _) =>
        {
            arrived.TrySetResult();
            await go.Task;
            return Named("red");
        };

        var slow = JsonAsync(gateway);
        await arrived.Task.WaitAsync(Bound);
        gateway.Configure(Destinations + "one:Address", blue.Address);
        using (var bound = new CancellationTokenSource(Bound))
        {
            while (await GrpcAsync(gateway, bound.Token) != "blue")
            {
                bound.Token.ThrowIfCancellationRequested();
            }
        }

        go.SetResult();
        (await slow.WaitAsync(Bound)).ShouldBe("red");
    }

    private static async Task LoadAsync(Func<Task<string>> call, Seen seen, ConcurrentBag<string> faults, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            try
            {
                seen.Add(await call());
            }
            catch (Exception e) when (e is RpcException or HttpRequestException or ShouldAssertException)
            {
                faults.Add(e.Message);
            }
        }
    }

    private static async Task<string> JsonAsync(GatewayUnderTest gateway)
    {
        var answer = await gateway.GetAsync(Active);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        return answer.Json.GetProperty("active_session").GetProperty("session_id").GetString()!;
    }

    private static async Task<string> GrpcAsync(GatewayUnderTest gateway, CancellationToken cancellation) =>
        (await new SessionsService.SessionsServiceClient(gateway.Grpc)
            .GetActiveSessionAsync(new GetActiveSessionRequest(), cancellationToken: cancellation))
            .ActiveSession.SessionId;

    private static async Task<FakeServices> ServerAsync(string name)
    {
        var server = new FakeServices { Handler = (_, _) => Task.FromResult<object>(Named(name)) };
        await server.StartAsync();
        return server;
    }

    private static GetActiveSessionResponse Named(string name) => new() { ActiveSession = new ActiveSession { SessionId = name } };

    /// <summary>Who answered, and when somebody does again.</summary>
    private sealed class Seen
    {
        private readonly ConcurrentDictionary<string, TaskCompletionSource> _awaited = new();
        private int _total;

        public int Total => Volatile.Read(ref _total);

        public Task Next(string name) =>
            (_awaited[name] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

        public void Add(string name)
        {
            Interlocked.Increment(ref _total);
            if (_awaited.TryGetValue(name, out var source))
            {
                source.TrySetResult();
            }
        }
    }
}
