using System.Globalization;
using FocusSuite.Progress.Domain;
using FocusSuite.Progress.Features;
using FocusSuite.Progress.Tests.Support;
using FocusSuite.Protocol.Access;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Calendars;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace FocusSuite.Progress.Tests.Features;

/// <summary>Which streaks are alive, and for which of them a calendar has to be asked for.</summary>
public class StreakReaderTests
{
    private static readonly Caller Me = new(Some.User, TimeZoneInfo.Utc, null);

    private readonly FakeTimeProvider _clock = new(Some.Noon);
    private readonly FakeAccounts _accounts = new();
    private readonly StreakReader _reader;

    public StreakReaderTests() => _reader = new(new(_accounts, NullLogger<CalendarClient>.Instance), _clock);

    // In the farthest east it becomes the next date at 10:00 UTC. In the farthest west, where days begin at six, it becomes the date itself
    // at 18:00 UTC.
    [Theory]
    [InlineData("2026-03-10T09:59:59Z", "2026-03-09", 1, 0)]
    [InlineData("2026-03-10T10:00:00Z", "2026-03-09", 1, 1)]
    [InlineData("2026-03-10T10:00:00Z", "2026-03-10", 1, 0)]
    [InlineData("2026-03-10T10:00:00Z", "2026-03-08", 0, 1)]
    [InlineData("2026-03-10T17:59:59Z", "2026-03-06", 0, 1)]
    [InlineData("2026-03-10T17:59:59Z", "2026-03-05", 0, 0)]
    [InlineData("2026-03-10T18:00:00Z", "2026-03-06", 0, 0)]
    [InlineData("2026-03-10T18:00:00Z", "2026-03-07", 0, 1)]
    public async Task Current_ByItsLastDate_AsksForACalendarOnlyWhereItDepends(string now, string last, int streak, int questions)
    {
        _clock.AdjustTime(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture));

        (await CurrentAsync(On(last))).ShouldBe(streak);

        _accounts.Questions.ShouldBe(questions);
    }

    [Fact]
    public async Task Current_OfSeveral_AsksOnceAndTellsEachItsOwn()
    {
        var run = On("2026-03-09") with { Dates = [new DateRun(new DateOnly(2026, 3, 7), new DateOnly(2026, 3, 9))] };

        var streaks = await _reader.CurrentAsync(
            [On("2026-03-10"), run, On("2026-03-08"), On("2026-01-01"), On()], Me, TestContext.Current.CancellationToken);

        streaks.ShouldBe([1, 3, 0, 0, 0]);
        _accounts.Questions.ShouldBe(1);
    }

    [Theory]
    [InlineData("2026-03-10", 0)]
    [InlineData("2026-03-09", 1)]
    public async Task Current_OfALongRun_IsJudgedByItsLastDate(string last, int questions)
    {
        var to = DateOnly.Parse(last, CultureInfo.InvariantCulture);

        (await CurrentAsync(On() with { Dates = [new DateRun(to.AddDays(-99), to)] })).ShouldBe(100);

        _accounts.Questions.ShouldBe(questions);
    }

    [Fact]
    public async Task Current_OfNone_AsksNothing()
    {
        (await _reader.CurrentAsync([], Me, TestContext.Current.CancellationToken)).ShouldBeEmpty();

        _accounts.Questions.ShouldBe(0);
    }

    [Theory]
    [InlineData("Pacific/Kiritimati", 0)]
    [InlineData("Pacific/Pago_Pago", 1)]
    public async Task Current_WhereItDepends_IsJudgedByTheUsersCalendar(string zone, int streak)
    {
        // It is noon on the 10th in UTC: two o'clock in the night of the 11th in the far east, one o'clock in the night of the 10th in the
        // far west.
        _accounts.Settings = [new CalendarSettings { EffectiveFrom = Some.Noon.AddYears(-1).ToTimestamp(), TimeZone = zone }];

        (await CurrentAsync(On("2026-03-09"))).ShouldBe(streak);
    }

    [Fact]
    public async Task Current_OverADateThatTheUserNeverHad_IsAlive()
    {
        // From the last hour of the 8th in Pago Pago straight into the 10th in Kiritimati.
        var move = new DateTimeOffset(2026, 3, 9, 10, 30, 0, TimeSpan.Zero);
        _accounts.Settings =
        [
            new CalendarSettings { EffectiveFrom = move.AddYears(-1).ToTimestamp(), TimeZone = "Pacific/Pago_Pago" },
            new CalendarSettings { EffectiveFrom = move.ToTimestamp(), TimeZone = "Pacific/Kiritimati" },
        ];
        _clock.AdjustTime(move.AddMinutes(1));

        (await CurrentAsync(On("2026-03-08"))).ShouldBe(1);
        (await CurrentAsync(On("2026-03-07"))).ShouldBe(0);
    }

    private static EnrollmentProgress On(params string[] dates) => EnrollmentProgress.None(Some.User, Some.Enrollment, Some.Program) with
    {
        Dates = [.. dates.Select(date => DateOnly.Parse(date, CultureInfo.InvariantCulture)).Select(date => new DateRun(date, date))],
    };

    private Task<int> CurrentAsync(EnrollmentProgress progress) =>
        _reader.CurrentAsync(progress, Me, TestContext.Current.CancellationToken);

    private sealed class FakeAccounts : AccountInternalService.AccountInternalServiceClient
    {
        /// <summary>None: the token's time zone stands, which is UTC.</summary>
        public CalendarSettings[] Settings { get; set; } = [];

        public int Questions { get; private set; }

        public override AsyncUnaryCall<GetCalendarResponse> GetCalendarAsync(GetCalendarRequest request, CallOptions options)
        {
            request.UserId.ShouldBe(Some.User);
            Questions++;
            return new(
                Task.FromResult(new GetCalendarResponse { Settings = { Settings } }),
                Task.FromResult(new Metadata()),
                () => Status.DefaultSuccess,
                () => [],
                () => { });
        }
    }
}
