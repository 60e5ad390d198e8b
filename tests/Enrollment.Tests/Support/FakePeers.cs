using System.Collections.Concurrent;
using FocusSuite.Protocol.Access;
using FocusSuite.Protos.Catalog.V1;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.Protos.Progress.V1;
using FocusSuite.TestSupport.Hosting;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.IdentityModel.JsonWebTokens;

namespace FocusSuite.Enrollment.Tests.Support;

/// <summary>Catalog, identity and progress in one small server: real calls over real sockets, answers as the test wants them.</summary>
public sealed class FakePeers : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakePeers()
    {
        _app = PeerServer.Build(this);
        _app.MapGrpcService<Catalog>();
        _app.MapGrpcService<Identity>();
        _app.MapGrpcService<Progress>();
    }

    public string Url { get; private set; } = string.Empty;

    /// <summary>Subscriptions by user; the free plan where there is none.</summary>
    public ConcurrentDictionary<long, Subscription> Subscriptions { get; } = new();

    /// <summary>Users for whom identity is away.</summary>
    public ConcurrentDictionary<long, bool> IdentityAwayFor { get; } = new();

    /// <summary>Totals by enrollment; none where nothing was done.</summary>
    public ConcurrentDictionary<long, EnrollmentTotals> Totals { get; } = new();

    /// <summary>
    /// Programs besides the two that everybody knows, by number; a test adds one of its own, changes it and takes it away.
    /// </summary>
    public ConcurrentDictionary<long, Protos.Catalog.V1.Program> OtherPrograms { get; } = new();

    private ConcurrentDictionary<(long Id, int Version), Protos.Catalog.V1.Program> Versions { get; } = new();

    /// <summary>What progress was asked: user, question.</summary>
    public ConcurrentQueue<(long UserId, object Request)> AskedOfProgress { get; } = new();

    public static async Task<FakePeers> StartAsync()
    {
        var peers = new FakePeers();
        await peers._app.StartAsync();
        peers.Url = peers._app.Urls.Single();
        return peers;
    }

    public void Publish(Protos.Catalog.V1.Program program) => OtherPrograms[program.Id] = Versions[(program.Id, program.Version)] = program;

    /// <summary>As an operator might who deletes rows: nobody can tell any more what the program was.</summary>
    public void Remove(long program)
    {
        OtherPrograms.TryRemove(program, out _);
        foreach (var version in Versions.Keys.Where(version => version.Id == program))
        {
            Versions.TryRemove(version, out _);
        }
    }

    public static IEnumerable<ProgramDay> Days(int count) => Enumerable.Range(1, count).Select(number => new ProgramDay
    {
        DayNumber = number,
        Title = $"Day {number}: Title",
        Description = $"About day {number}.",
        FocusDuration = 25,
        Tasks = { "Plan", "Focus", "Log" },
        Tips = { "Tip" },
        ReflectionPrompts = { "Prompt?" },
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>Whose token came with the call, and that a service made it.</summary>
    private static long UserOf(ServerCallContext context)
    {
        _ = context.RequestHeaders.GetValue(ServiceTokens.Header)
            ?? throw new RpcException(new Status(StatusCode.Unauthenticated, "no service token"));
        var bearer = context.RequestHeaders.GetValue("authorization")
            ?? throw new RpcException(new Status(StatusCode.Unauthenticated, "no bearer"));
        return long.Parse(
            new JsonWebToken(bearer["Bearer ".Length..]).GetClaim("user_id").Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    private sealed class Catalog(FakePeers peers) : CatalogService.CatalogServiceBase
    {
        // The second one comes first: the order of the answer is the catalog's, not that of the numbers.
        private static readonly Protos.Catalog.V1.Program[] Programs =
        [
            new()
            {
                Id = 2, Version = 1, Name = "30-Day Focus Mastery", ProgramType = ProgramType.ThirtyDay, Description = "Master it.",
                DurationDays = 30,
                Objectives = { "c", "d" }, IsProOnly = true, Icon = "🚀", Color = "#10B981", CoverImageUrl = "https://example.com/cover.png",
            },
            new()
            {
                Id = 1, Version = 1, Name = "14-Day Focus Challenge", ProgramType = ProgramType.FourteenDay, Description = "Build it.",
                DurationDays = 14,
                Objectives = { "a", "b" }, Icon = "🎯", Color = "#3B82F6",
            },
        ];

        public override Task<ListProgramsResponse> ListPrograms(ListProgramsRequest request, ServerCallContext context) =>
            Task.FromResult(new ListProgramsResponse { Programs = { Programs } });

        public override Task<GetProgramResponse> GetProgram(GetProgramRequest request, ServerCallContext context) =>
            (Programs.SingleOrDefault(program => program.Id == request.ProgramId) ?? Other(request)) is { } program
                ? Task.FromResult(new GetProgramResponse { Program = program, Days = { Days(program.DurationDays) } })
                : throw new RpcException(new Status(StatusCode.NotFound, "none"));

        private Protos.Catalog.V1.Program? Other(GetProgramRequest request) => request.Version == 0
            ? peers.OtherPrograms.GetValueOrDefault(request.ProgramId)
            : peers.Versions.GetValueOrDefault((request.ProgramId, request.Version));
    }

    private sealed class Identity(FakePeers peers) : IdentityInternalService.IdentityInternalServiceBase
    {
        public override Task<GetSubscriptionResponse> GetSubscription(GetSubscriptionRequest request, ServerCallContext context)
        {
            var user = UserOf(context);
            var subscription = peers.Subscriptions.GetValueOrDefault(user, new Subscription { Plan = Plan.Free });
            return peers.IdentityAwayFor.ContainsKey(user)
                ? throw new RpcException(new Status(StatusCode.Unavailable, "away"))
                : Task.FromResult(new GetSubscriptionResponse { Subscription = subscription });
        }
    }

    private sealed class Progress(FakePeers peers) : ProgressInternalService.ProgressInternalServiceBase
    {
        public override Task<GetOverviewResponse> GetOverview(GetOverviewRequest request, ServerCallContext context)
        {
            peers.AskedOfProgress.Enqueue((UserOf(context), request));
            return Task.FromResult(new GetOverviewResponse
            {
                Totals = peers.Totals.GetValueOrDefault(request.EnrollmentId, new EnrollmentTotals { EnrollmentId = request.EnrollmentId }),
                DayCompleted = false,
                TasksCompleted = request.DayNumber % 3,
            });
        }

        public override Task<BatchGetTotalsResponse> BatchGetTotals(BatchGetTotalsRequest request, ServerCallContext context)
        {
            peers.AskedOfProgress.Enqueue((UserOf(context), request));
            return Task.FromResult(new BatchGetTotalsResponse
            {
                Totals = { request.EnrollmentIds.Select(id => peers.Totals.GetValueOrDefault(id)).OfType<EnrollmentTotals>() },
            });
        }
    }
}
