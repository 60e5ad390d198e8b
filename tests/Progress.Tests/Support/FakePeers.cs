using System.Collections.Concurrent;
using System.Globalization;
using FocusSuite.CatalogClient;
using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Catalog.V1;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.TestSupport.Hosting;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.IdentityModel.JsonWebTokens;
using CatalogProgram = FocusSuite.Protos.Catalog.V1.Program;
using GetProgramRequest = FocusSuite.Protos.Catalog.V1.GetProgramRequest;
using GetProgramResponse = FocusSuite.Protos.Catalog.V1.GetProgramResponse;
using ListProgramsRequest = FocusSuite.Protos.Catalog.V1.ListProgramsRequest;
using ListProgramsResponse = FocusSuite.Protos.Catalog.V1.ListProgramsResponse;

namespace FocusSuite.Progress.Tests.Support;

/// <summary>Enrollment, catalog and identity on a real socket, with what a test puts into them.</summary>
internal sealed class FakePeers : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _calendarQuestions;

    private FakePeers()
    {
        _app = PeerServer.Build(this);
        _app.MapGrpcService<Enrollments>();
        _app.MapGrpcService<Catalog>();
        _app.MapGrpcService<Accounts>();
    }

    public string Url { get; private set; } = string.Empty;

    /// <summary>The enrollments by their number.</summary>
    public ConcurrentDictionary<long, GetEnrollmentResponse> Known { get; } = new();

    /// <summary>The days of the programs by their number, in their first version.</summary>
    public ConcurrentDictionary<long, IReadOnlyList<DayTemplate>> Programs { get; } = new();

    /// <summary>The days of later versions.</summary>
    public ConcurrentDictionary<(long Program, int Version), IReadOnlyList<DayTemplate>> Versions { get; } = new();

    /// <summary>The calendar settings of users; who is not in here has an account of another provider.</summary>
    public ConcurrentDictionary<long, IReadOnlyList<CalendarSettings>> Calendars { get; } = new();

    /// <summary>What identity waits for before it tells a user's calendar.</summary>
    public ConcurrentDictionary<long, Task> HoldCalendarOf { get; } = new();

    /// <summary>Completes when identity was asked for the calendar of a user of <see cref="HoldCalendarOf"/>.</summary>
    public TaskCompletionSource HeldCalendarAsked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether identity is away.</summary>
    public bool IdentityIsAway { get; set; }

    /// <summary>How often identity was asked for a calendar.</summary>
    public int CalendarQuestions => _calendarQuestions;

    public static async Task<FakePeers> StartAsync()
    {
        var peers = new FakePeers();
        await peers._app.StartAsync();
        peers.Url = peers._app.Urls.Single();
        return peers;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private sealed class Enrollments(FakePeers peers) : EnrollmentInternalService.EnrollmentInternalServiceBase
    {
        public override Task<GetEnrollmentResponse> GetEnrollment(GetEnrollmentRequest request, ServerCallContext context)
        {
            context.RequestHeaders.GetValue(ServiceTokens.Header).ShouldNotBeNull();
            var bearer = context.RequestHeaders.GetValue("authorization")?["Bearer ".Length..];
            long? user = bearer is null
                ? null
                : long.Parse(new JsonWebToken(bearer).GetClaim("user_id").Value, CultureInfo.InvariantCulture);
            return peers.Known.TryGetValue(request.EnrollmentId, out var enrollment) && (user is null || enrollment.UserId == user)
                ? Task.FromResult(enrollment)
                : throw new ApiException(ErrorCodes.NotFound).ToRpcException();
        }
    }

    private sealed class Accounts(FakePeers peers) : AccountInternalService.AccountInternalServiceBase
    {
        public override async Task<GetCalendarResponse> GetCalendar(GetCalendarRequest request, ServerCallContext context)
        {
            Interlocked.Increment(ref peers._calendarQuestions);
            context.RequestHeaders.GetValue(ServiceTokens.Header).ShouldNotBeNull();
            if (peers.HoldCalendarOf.TryGetValue(request.UserId, out var held))
            {
                peers.HeldCalendarAsked.TrySetResult();
                await held.WaitAsync(context.CancellationToken);
            }

            return peers.IdentityIsAway
                ? throw new ApiException(ErrorCodes.Unavailable).ToRpcException()
                : new GetCalendarResponse { Settings = { peers.Calendars.GetValueOrDefault(request.UserId, []) } };
        }
    }

    private sealed class Catalog(FakePeers peers) : CatalogService.CatalogServiceBase
    {
        public override Task<ListProgramsResponse> ListPrograms(ListProgramsRequest request, ServerCallContext context) => Task.FromResult(
            new ListProgramsResponse
            {
                Programs = { peers.Programs
                .Select(program => new CatalogProgram { Id = program.Key, DurationDays = program.Value.Count }) }
            });

        public override Task<GetProgramResponse> GetProgram(GetProgramRequest request, ServerCallContext context)
        {
            if (!peers.Versions.TryGetValue((request.ProgramId, request.Version), out var days)
                && !peers.Programs.TryGetValue(request.ProgramId, out days))
            {
                throw new ApiException(ErrorCodes.NotFound).ToRpcException();
            }

            return Task.FromResult(new GetProgramResponse
            {
                Program = new CatalogProgram { Id = request.ProgramId, DurationDays = days.Count },
                Days =
                {
                    days.Select(day => new ProgramDay
                    {
                        DayNumber = day.DayNumber,
                        Title = day.Title,
                        Description = day.Description,
                        FocusDuration = day.FocusMinutes,
                        Tasks = { day.Tasks },
                        Tips = { day.Tips },
                        ReflectionPrompts = { day.ReflectionPrompts },
                    }),
                },
            });
        }
    }
}
