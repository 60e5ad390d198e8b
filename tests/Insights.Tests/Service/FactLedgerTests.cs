using FocusSuite.Insights.Events;
using FocusSuite.Insights.Tests.Support;
using FocusSuite.Messaging.Events;

namespace FocusSuite.Insights.Tests.Service;

/// <summary>Words may come twice, late and in any order.</summary>
public sealed class FactLedgerTests(InsightsHost host)
{
    private const int Orders = 40;

    [Fact]
    public async Task Words_InAnyOrderAndManyTimes_ComeToTheSameRows()
    {
        var random = new Random(20260310);
        for (var order = 0; order < Orders; order++)
        {
            var user = host.NewUser();
            var told = new Told(user);
            Func<Task>[] words =
            [
                () => host.TellAsync<SessionFacts, SessionCompleted>(told.Completed()),
                () => host.TellAsync<SessionFacts, SessionCorrected>(told.Corrected(1, 600)),
                () => host.TellAsync<SessionFacts, SessionCorrected>(told.Corrected(2, 900)),
                () => host.TellAsync<SessionFacts, DistractionLogged>(told.Distracted(1)),
                () => host.TellAsync<SessionFacts, DistractionLogged>(told.Distracted(2)),
                () => host.TellAsync<DayFacts, TaskUpdated>(told.Task(1, done: true)),
                () => host.TellAsync<DayFacts, TaskUpdated>(told.Task(2, done: false)),
                () => host.TellAsync<ProgramFacts, EnrollmentStatusChanged>(told.Status("in_progress", "abandoned")),
                () => host.TellAsync<ProgramFacts, EnrollmentStatusChanged>(told.Status("abandoned", "completed")),
            ];

            foreach (var word in words.Concat(words).OrderBy(_ => random.Next()))
            {
                await word();
            }

            (await host.RowsAsync(user)).ShouldBe(
                [
                    $"session/{Told.Session} 2026-03-10 900 2", $"session/{Told.Session}/distraction/1 2026-03-10 0 0",
                    $"session/{Told.Session}/distraction/2 2026-03-10 0 0",
                ]);
        }
    }

    [Fact]
    public async Task Distraction_BeforeOrAfterItsSessionWasRemoved_IsNoFact()
    {
        var user = host.NewUser();
        var told = new Told(user);
        await host.TellAsync<SessionFacts, SessionCompleted>(told.Completed());
        await host.TellAsync<SessionFacts, DistractionLogged>(told.Distracted(1));

        await host.TellAsync<SessionFacts, SessionCorrected>(told.Corrected(1, 0, removed: true));
        await host.TellAsync<SessionFacts, DistractionLogged>(told.Distracted(2));
        await host.TellAsync<SessionFacts, SessionCompleted>(told.Completed());

        (await host.RowsAsync(user)).ShouldBeEmpty();
        (await host.RowsAsync(user, removed: true)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Words_FiftyAtOnce_GrantOnceAndTellOnce()
    {
        var user = host.NewUser();
        var told = new Told(user);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(number => host.TellAsync<SessionFacts, SessionCompleted>(
            told.Completed($"{number % 10:x24}"))));

        (await host.RowsAsync(user)).Count.ShouldBe(10);
        host.Relay.Events<AchievementEarned>().Where(earned => earned.UserId == user && earned.Code == "first_session")
            .ShouldHaveSingleItem().CausationId.ShouldNotBeNull();
        (await host.Database.ScalarAsync<long>(
            $"SELECT count(*) FROM achievements WHERE user_id = {user} AND code = 'first_session'",
            TestContext.Current.CancellationToken)).ShouldBe(1);
    }

    [Fact]
    public async Task Correction_ThatTakesAwayWhatEarned_RevokesAndASecondSessionGrantsAnew()
    {
        var user = host.NewUser();
        var told = new Told(user);
        await host.TellAsync<SessionFacts, SessionCompleted>(told.Completed());

        await host.TellAsync<SessionFacts, SessionCorrected>(told.Corrected(1, 0, removed: true));
        Revoked().ShouldBe(1);
        (await RevokedForAsync()).ShouldBe($"session/{Told.Session}");

        await host.TellAsync<SessionFacts, SessionCompleted>(told.Completed("ffffffffffffffffffffffff"));
        Earned().ShouldBe(2);
        (await RevokedForAsync()).ShouldBe(string.Empty);

        int Earned() => host.Relay.Events<AchievementEarned>().Count(earned => earned.UserId == user && earned.Code == "first_session");
        int Revoked() => host.Relay.Events<AchievementRevoked>().Count(gone => gone.UserId == user && gone.Code == "first_session");
        Task<string> RevokedForAsync() => host.Database.ScalarAsync<string>(
            $"SELECT array_to_string(revoked_for, ',') FROM achievements WHERE user_id = {user} AND code = 'first_session'",
            TestContext.Current.CancellationToken);
    }
}
