using FocusSuite.Messaging.Events;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Service;

/// <summary>Sessions that are left open while nobody sweeps for hours, and two replicas that begin to sweep at once.</summary>
[Collection(ServiceTests.Name)]
public sealed class DowntimeTests(SessionsSystem system)
{
    private const int Users = 40;

    [Fact]
    public async Task Sweeps_AfterHoursOfDowntime_EndEachSessionOnceAsIfTheyHadBeenInTime()
    {
        var begun = system.Clock.GetUtcNow();
        var left = new List<(TestUser User, string Id, bool IsPaused)>();
        for (var number = 0; number < Users; number++)
        {
            var user = system.NewUser();
            var id = (await user.StartAsync(minutes: 25)).SessionId;
            if (number % 2 == 1)
            {
                await user.PauseAsync(id);
            }

            left.Add((user, id, number % 2 == 1));
        }

        // Nobody sweeps for seven hours; then two replicas do each hour, both at once, for longer than a day.
        system.Clock.Advance(TimeSpan.FromHours(7));
        for (var hour = 7; hour < 26; hour++)
        {
            await Task.WhenAll(system.Sweeps.Concat(system.Sweeps).Select(sweep => sweep.RunAsync(CancellationToken.None)))
                .WaitAsync(TimeSpan.FromSeconds(30));
            left.ShouldAllBe(one => one.IsPaused
                ? system.Events<SessionCanceled>(one.User).Count == (hour >= 24 ? 1 : 0)
                : system.Events<SessionCompleted>(one.User).Count == 1);
            system.Clock.Advance(TimeSpan.FromHours(1));
        }

        foreach (var (user, id, isPaused) in left)
        {
            var session = await system.StoredAsync(id);
            (session.Status, session.EndedBy).ShouldBe((isPaused ? SessionStatus.Canceled : SessionStatus.Completed, EndedBy.System));
            session.EndedAt.ShouldBe(isPaused ? begun.AddHours(24) : begun.AddMinutes(25));
            session.CreditedSeconds.ShouldBe(isPaused ? 0 : 1500);
            system.Events<SessionCompleted>(user)
                .ShouldAllBe(ended => ended.EndedAt == begun.AddMinutes(25) && ended.CreditedSeconds == 1500);
            (await user.ActiveAsync()).ShouldBeNull();
        }
    }

    [Fact]
    public async Task Sweeps_WhileUsersComeBackAtTheSameMoment_EndEachSessionOnce()
    {
        var users = Enumerable.Range(0, Users).Select(_ => system.NewUser()).ToList();
        foreach (var user in users)
        {
            await user.StartAsync();
        }

        system.Clock.Advance(TimeSpan.FromHours(5));

        // Each comes back to begin anew, which ends what was left open, just when both replicas sweep.
        var returns = users.Select(user => (Task)user.StartAsync());
        await Task.WhenAll(returns.Concat(system.Sweeps.Select(sweep => (Task)sweep.RunAsync(CancellationToken.None))))
            .WaitAsync(TimeSpan.FromSeconds(60));

        users.ShouldAllBe(user => system.Events<SessionCompleted>(user).Count == 1);
        users.ShouldAllBe(user => system.Events<SessionStarted>(user).Count == 2);
    }
}
