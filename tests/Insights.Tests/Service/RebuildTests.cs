using FocusSuite.Insights.Events;
using FocusSuite.Insights.Tests.Support;
using FocusSuite.Messaging.Events;
using FocusSuite.Protos.Facts.V1;
using FocusSuite.Protos.Insights.V1;
using FocusSuite.TestSupport.Tokens;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace FocusSuite.Insights.Tests.Service;

/// <summary>The ledger from what the owners know.</summary>
public sealed class RebuildTests(InsightsHost host)
{
    [Fact]
    public async Task Rebuild_EndedAtEachUser_GoesOnThereAndComesToTheSameRows()
    {
        long[] users = [.. Enumerable.Range(0, 5).Select(_ => host.NewUser())];
        foreach (var user in users)
        {
            host.Peers.Users[user] = true;
            host.Peers.Facts[user] = [Session(1500), Task(2)];
        }

        // At each user the owners are away: the call ends with an error, and the next one goes on with that user.
        foreach (var user in users)
        {
            host.Peers.OwnersAwayFor[user] = true;
            (await Should.ThrowAsync<RpcException>(RebuildAsync)).StatusCode.ShouldBe(StatusCode.Unavailable);
            host.Peers.OwnersAwayFor.TryRemove(user, out _);
        }

        var askedBefore = users[..^1].Sum(user => host.Peers.Asked[user]);
        var last = await RebuildAsync();

        // Each of the three owners, which are one server here, tells both facts.
        (last.Done, last.Users, last.Facts).ShouldBe((true, 5, 5 * 3 * 2));
        foreach (var user in users)
        {
            (await host.RowsAsync(user)).ShouldBe(
                [$"session/{Told.Session} 2026-03-10 1500 0", $"task/7/1/0 2026-03-10 0 {At(2).ToUnixTimeMilliseconds()}"]);
        }

        users[..^1].Sum(user => host.Peers.Asked[user]).ShouldBe(askedBefore, "those that were done are not done again");
        (await host.Database.ScalarAsync<long>("SELECT count(*) FROM rebuilds", TestContext.Current.CancellationToken)).ShouldBe(0);
        host.Peers.Users.Clear();
    }

    [Fact]
    public async Task Rebuild_EndedBeforeAchievementsWereGranted_GrantsThemTheNextTime()
    {
        var user = host.NewUser();
        host.Peers.Users[user] = true;
        host.Peers.Facts[user] = [Session(1500)];
        await host.Database.ExecuteAsync(
            $"""
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN RAISE EXCEPTION ''raced'' USING ERRCODE = ''serialization_failure''; END';
            CREATE TRIGGER refuse BEFORE INSERT ON achievements FOR EACH ROW WHEN (NEW.user_id = {user}) EXECUTE FUNCTION refuse();
            """,
            TestContext.Current.CancellationToken);

        await Should.ThrowAsync<RpcException>(RebuildAsync);
        await host.Database.ExecuteAsync(
            "DROP TRIGGER refuse ON achievements; DROP FUNCTION refuse()", TestContext.Current.CancellationToken);
        (await RebuildAsync()).Done.ShouldBeTrue();

        host.Relay.Events<AchievementEarned>().Where(earned => earned.UserId == user).Select(earned => earned.Code)
            .ShouldContain("first_session");
        host.Peers.Users.Clear();
    }

    [Fact]
    public async Task Rebuild_WhileAnEventComes_KeepsWhatIsNewerThanTheOwnersAnswer()
    {
        var user = host.NewUser();
        var told = new Told(user);
        host.Peers.Facts[user] = [Session(1500)];
        host.Peers.WhenAsked[user] = async () =>
        {
            await host.TellAsync<SessionFacts, SessionCorrected>(told.Corrected(1, 600));
            await host.TellAsync<DayFacts, TaskUpdated>(told.Task(3, done: true));
        };

        await RebuildAsync(user);

        (await host.RowsAsync(user)).ShouldBe(
            [$"session/{Told.Session} 2026-03-10 600 1", $"task/7/1/0 2026-03-10 0 {At(3).ToUnixTimeMilliseconds()}"]);
    }

    [Fact]
    public async Task Rebuild_OfWhatTheOwnersDoNotKnow_TakesItAwayAndItsAchievementsToo()
    {
        var user = host.NewUser();
        await host.TellAsync<SessionFacts, SessionCompleted>(new Told(user).Completed());
        host.Peers.Facts[user] = [];

        await RebuildAsync(user);

        (await host.RowsAsync(user)).ShouldBeEmpty();
        host.Relay.Events<AchievementRevoked>().Where(gone => gone.UserId == user).Select(gone => gone.Code).ShouldContain("first_session");
    }

    private static DateTimeOffset At(int minute) => new(2026, 3, 10, 12, minute, 0, TimeSpan.Zero);

    private static Fact Session(int seconds) => new()
    {
        Kind = FactKind.SessionCredited,
        At = At(0).ToTimestamp(),
        EnrollmentId = 7,
        DayNumber = 1,
        SessionId = Told.Session,
        StartedAt = At(0).AddSeconds(-seconds).ToTimestamp(),
        Seconds = seconds,
        PlannedSeconds = 1500,
        LocalDate = "2026-03-10",
    };

    private static Fact Task(int minute) => new()
    {
        Kind = FactKind.TaskDone,
        At = At(minute).ToTimestamp(),
        EnrollmentId = 7,
        DayNumber = 1,
    };

    private Task<RebuildFactsResponse> RebuildAsync() => RebuildAsync(TestServiceKey.Headers("tests"));

    private Task<RebuildFactsResponse> RebuildAsync(long user) =>
        RebuildAsync(TestServiceKey.Headers("tests", host.Authority.CreateToken(user)));

    private async Task<RebuildFactsResponse> RebuildAsync(Metadata headers)
    {
        var client = new InsightsInternalService.InsightsInternalServiceClient(host.Service.Channel);
        using var call = client.RebuildFacts(new RebuildFactsRequest(), headers, DateTime.UtcNow.AddMinutes(1));
        return await call.ResponseStream.ReadAllAsync().LastAsync();
    }
}
