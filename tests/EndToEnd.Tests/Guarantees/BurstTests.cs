using FocusSuite.EndToEnd.Tests.Support;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Guarantees;

/// <summary>A system with the settings of an installation: its very first completion, and then those of many at the same moment.</summary>
public sealed class BurstTests(FreshSystem fresh) : IClassFixture<FreshSystem>
{
    /// <summary>Users; FOCUS_TEST_BURST sets another number.</summary>
    private static readonly int Users = Sizes.Of("FOCUS_TEST_BURST", 60);

    /// <summary>D5: the first completion of all is answered after its effects: the next day is open at once.</summary>
    [Fact]
    public void Start_FirstDayCompletedByItsSessionAtOnce_TheNextDayIsOpen()
    {
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', fresh.Firsts));
        fresh.Firsts.Count.ShouldBeGreaterThan(0);
        fresh.Firsts.ShouldAllBe(first => first.Seen.Pending == null && first.Seen.Stale.Length == 0 && first.NextDayIsOpen);
    }

    /// <summary>
    /// S4: what a burst of completions has answered, the next read of each of them shows, and no answer had to say otherwise.
    /// </summary>
    [Fact]
    public async Task Complete_ManyAtTheSameMoment_EachNextReadShowsTheEffect()
    {
        var users = new List<LastStep>();
        foreach (var batch in Enumerable.Range(0, Users).Chunk(4))
        {
            users.AddRange(await Task.WhenAll(batch.Select(_ => LastStep.PrepareAsync(fresh.System))));
        }

        foreach (var batch in users.Chunk(8))
        {
            await Task.WhenAll(batch.Select(user => user.StartAsync()));
        }

        // All of them have focused for longer than their day asks for.
        await FreshSystem.FocusAsync();

        var moment = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var all = users.Select(user => user.CompleteAsync(moment.Task)).ToList();
        moment.SetResult();
        var seen = await Task.WhenAll(all);

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Users} completions took up to {seen.Max(one => one.Took.TotalMilliseconds):0} ms, "
            + $"{seen.Average(one => one.Took.TotalMilliseconds):0} ms on average");
        seen.Where(one => one.Pending is not null).ShouldBeEmpty();
        seen.Count(one => one.Stale.Length > 0)
            .ShouldBe(0, string.Join(Environment.NewLine, seen.Where(one => one.Stale.Length > 0).Take(5)));
    }
}
