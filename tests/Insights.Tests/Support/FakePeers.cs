using System.Collections.Concurrent;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Facts.V1;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.TestSupport.Hosting;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;

namespace FocusSuite.Insights.Tests.Support;

/// <summary>Identity and the owners of facts in one small server: real calls over real sockets, answers as the test wants them.</summary>
public sealed class FakePeers : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakePeers()
    {
        _app = PeerServer.Build(this);
        _app.MapGrpcService<Accounts>();
        _app.MapGrpcService<Identity>();
        _app.MapGrpcService<Enrollment>();
        _app.MapGrpcService<Owner>();
    }

    public string Url { get; private set; } = string.Empty;

    /// <summary>What the owners know, by user. It is one owner's; the others are the same server, so each fact comes three times.</summary>
    public ConcurrentDictionary<long, IReadOnlyList<Fact>> Facts { get; } = new();

    /// <summary>Done when an owner is asked for a user's facts, before it answers.</summary>
    public ConcurrentDictionary<long, Func<Task>> WhenAsked { get; } = new();

    /// <summary>Users for whom the owners are away.</summary>
    public ConcurrentDictionary<long, bool> OwnersAwayFor { get; } = new();

    /// <summary>How often an owner was asked for a user's facts.</summary>
    public ConcurrentDictionary<long, int> Asked { get; } = new();

    /// <summary>Everybody who ever enrolled.</summary>
    public ConcurrentDictionary<long, bool> Users { get; } = new();

    public static async Task<FakePeers> StartAsync()
    {
        var peers = new FakePeers();
        await peers._app.StartAsync();
        peers.Url = peers._app.Urls.Single();
        return peers;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private sealed class Accounts : AccountInternalService.AccountInternalServiceBase
    {
        // Nobody has settings: dates are as the event tells them.
        public override Task<GetCalendarResponse> GetCalendar(GetCalendarRequest request, ServerCallContext context) =>
            Task.FromResult(new GetCalendarResponse());
    }

    private sealed class Identity : IdentityInternalService.IdentityInternalServiceBase;

    private sealed class Enrollment(FakePeers peers) : EnrollmentInternalService.EnrollmentInternalServiceBase
    {
        // Two at a time, so that there is a next page.
        public override Task<ListUsersResponse> ListUsers(ListUsersRequest request, ServerCallContext context) =>
            Task.FromResult(new ListUsersResponse
            {
                UserIds = { peers.Users.Keys.Where(user => user > request.AfterUserId).Order().Take(2) },
            });
    }

    private sealed class Owner(FakePeers peers) : FactService.FactServiceBase
    {
        public override async Task<ListFactsResponse> ListFacts(ListFactsRequest request, ServerCallContext context)
        {
            if (request.PageToken.Length == 0)
            {
                peers.Asked.AddOrUpdate(request.UserId, 1, (_, times) => times + 1);
                await (peers.WhenAsked.GetValueOrDefault(request.UserId)?.Invoke() ?? Task.CompletedTask);
            }

            if (peers.OwnersAwayFor.ContainsKey(request.UserId))
            {
                throw new RpcException(new Status(StatusCode.Unavailable, "away"));
            }

            // One a page.
            var facts = peers.Facts.GetValueOrDefault(request.UserId, []);
            var at = request.PageToken.Length == 0 ? 0 : int.Parse(request.PageToken, System.Globalization.CultureInfo.InvariantCulture);
            return new ListFactsResponse
            {
                Facts = { facts.Skip(at).Take(1) },
                NextPageToken = at + 1 < facts.Count ? $"{at + 1}" : string.Empty,
            };
        }
    }
}
