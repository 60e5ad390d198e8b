using System.Globalization;
using FocusSuite.Protocol.Peers;
using FocusSuite.Protos.Catalog.V1;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Tests.Hosting;
using Grpc.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace FocusSuite.ServiceDefaults.Tests.Peers;

/// <summary>
/// A caller, a service that asks its peer on the caller's behalf, and the peer: how long the peer is given, and when it is told to stop.
/// </summary>
public sealed class PeerDeadlineTests : IAsyncLifetime
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    // What a service waits for a peer at the most, whatever its caller gives it.
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(5);

    private PeerReplica _peer = null!;
    private SampleHost _service = null!;

    public async ValueTask InitializeAsync()
    {
        _peer = await PeerReplica.StartAsync();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Focus:Peers:Catalog", _peer.Address.OriginalString)])
            .Build();
        _service = await SampleHost.StartAsync(services => services.AddPeer<CatalogService.CatalogServiceClient>(configuration, "Catalog"));
        _service.Act = AskPeerAsync;

        // The first call of a process compiles much code; it is no test's.
        await CallUntilAnsweredAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _peer.DisposeAsync();
    }

    [Fact]
    public async Task Peer_OfACallerWithADeadline_IsGivenNoMoreThanThat()
    {
        // Less than a service's own bound, which the peer would be told otherwise.
        var given = CallTimeout - TimeSpan.FromMilliseconds(500);

        (await ToldAsync(given)).ShouldBeInRange(TimeSpan.FromTicks(1), given);
    }

    [Fact]
    public async Task Peer_OfACallerWithMoreTimeOrNoDeadline_IsGivenTheServicesOwnBound()
    {
        (await ToldAsync(Bound)).ShouldBeInRange(TimeSpan.FromTicks(1), CallTimeout);
        (await ToldAsync(null)).ShouldBeInRange(TimeSpan.FromTicks(1), CallTimeout);
    }

    [Fact]
    public async Task Peer_WhoseCallerGivesUp_IsToldToStop()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _peer.Act = async context =>
        {
            await using var registration = context.CancellationToken.Register(() => stopped.TrySetResult());
            reached.TrySetResult();
            await stopped.Task.WaitAsync(Bound);
        };
        var ended = new TaskCompletionSource<StatusCode>(TaskCreationOptions.RunContinuationsAsynchronously);
        _service.Act = async context => ended.TrySetResult((await Should.ThrowAsync<RpcException>(() => AskPeerAsync(context))).StatusCode);
        using var giveUp = new CancellationTokenSource();
        var call = Client.GetMySubscriptionAsync(new GetMySubscriptionRequest(), Headers, cancellationToken: giveUp.Token).ResponseAsync;
        await reached.Task.WaitAsync(Bound);

        await giveUp.CancelAsync();

        await stopped.Task.WaitAsync(Bound);
        (await Should.ThrowAsync<RpcException>(() => call)).StatusCode.ShouldBe(StatusCode.Cancelled);

        // Not by the service's own bound, which would have stopped it in the end.
        (await ended.Task.WaitAsync(Bound)).ShouldBe(StatusCode.Cancelled);
    }

    private SubscriptionService.SubscriptionServiceClient Client => new(_service.Channel);

    private Metadata Headers => new() { { "authorization", $"Bearer {_service.Authority.CreateToken(42)}" } };

    /// <summary>How much time the peer is told that it has: what is sent, so that no clock of this test is in it.</summary>
    private async Task<TimeSpan> ToldAsync(TimeSpan? given)
    {
        var told = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _peer.Act = context =>
        {
            told.TrySetResult(context.GetHttpContext().Request.Headers["grpc-timeout"].ToString());
            return Task.CompletedTask;
        };
        await Client.GetMySubscriptionAsync(
            new GetMySubscriptionRequest(), Headers, deadline: given is { } time ? DateTime.UtcNow + time : null)
            .ResponseAsync.WaitAsync(Bound);
        return Read(await told.Task.WaitAsync(Bound));
    }

    /// <summary>Reads a gRPC timeout: a number and its unit.</summary>
    private static TimeSpan Read(string timeout)
    {
        var number = long.Parse(timeout.AsSpan(0, timeout.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture);
        return timeout[^1] switch
        {
            'S' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMilliseconds(number),
            'u' => TimeSpan.FromMicroseconds(number),
            'n' => TimeSpan.FromTicks(number / TimeSpan.NanosecondsPerTick),
            _ => throw new FormatException($"'{timeout}' is not the timeout of a few seconds."),
        };
    }

    private static async Task AskPeerAsync(ServerCallContext context)
    {
        var peer = context.GetHttpContext().RequestServices.GetRequiredService<CatalogService.CatalogServiceClient>();
        await peer.ListProgramsAsync(new ListProgramsRequest());
    }

    private async Task CallUntilAnsweredAsync()
    {
        using var bound = new CancellationTokenSource(Bound);
        while (true)
        {
            bound.Token.ThrowIfCancellationRequested();
            try
            {
                await Client.GetMySubscriptionAsync(new GetMySubscriptionRequest(), Headers);
                return;
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.DeadlineExceeded or StatusCode.Unavailable)
            {
                // On a crowded machine that may take longer than a peer is waited for.
            }
        }
    }
}
