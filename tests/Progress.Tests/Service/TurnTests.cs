using FocusSuite.Progress.Domain;
using FocusSuite.Progress.Persistence;
using FocusSuite.Progress.Tests.Support;

namespace FocusSuite.Progress.Tests.Service;

/// <summary>Nobody's turn at a document waits for another service.</summary>
public class TurnTests(ProgressFixture fixture)
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    /// <summary>
    /// S15: while identity hangs over one user's session, others whose days share its turn go on, and so does that user's own day.
    /// </summary>
    [Fact]
    public async Task Session_IdentityHangsOverIt_OthersOfTheSameTurnGoOn()
    {
        var waiting = fixture.Enroll();
        var other = OfTheSameTurn(waiting);
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        fixture.Peers.HoldCalendarOf[waiting.Id] = answer.Task;
        var crediting = waiting.DeliverAsync(waiting.Session("s"));
        await fixture.Peers.HeldCalendarAsked.Task.WaitAsync(Bound);
        try
        {
            (await other.MarkAsync(0).WaitAsync(Bound)).TasksCompleted.ShouldBe(1);
            (await waiting.MarkAsync(0).WaitAsync(Bound)).TasksCompleted.ShouldBe(1);
            crediting.IsCompleted.ShouldBeFalse();
        }
        finally
        {
            answer.SetResult();
        }

        // What happened meanwhile is not lost: the decision was taken on the newest state.
        await crediting.WaitAsync(Bound);
        var day = (await waiting.DayAsync()).UserProgress;
        (day.TasksCompleted, day.FocusMinutes).ShouldBe((1, 25));
    }

    private TestUser OfTheSameTurn(TestUser user)
    {
        for (var tries = 0; tries < 100_000; tries++)
        {
            var other = fixture.Enroll();
            if (KeyedLock<ProgramDay>.TurnOf(ProgramDay.IdOf(other.Id, 1)) == KeyedLock<ProgramDay>.TurnOf(ProgramDay.IdOf(user.Id, 1)))
            {
                return other;
            }
        }

        throw new ShouldAssertException("No two days share a turn.");
    }
}
