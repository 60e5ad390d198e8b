using System.Globalization;
using FocusSuite.EndToEnd.Tests.Support;
using FocusSuite.TestSystem;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Guarantees;

/// <summary>Many users at the same moment, on a system of their own with the settings of an installation.</summary>
public sealed class BurstTests
{
    private const string Pending = "Focus-Effects";

    // A session of 25 minutes takes 7.5 seconds, and one of three hours as many as the others need to begin theirs.
    private const double TimeScale = 200;

    /// <summary>Users; FOCUS_TEST_BURST sets another number.</summary>
    private static readonly int Users = int.Parse(
        Environment.GetEnvironmentVariable("FOCUS_TEST_BURST") ?? "60", CultureInfo.InvariantCulture);

    /// <summary>
    /// S4: what a burst of completions has answered, the next read of each of them shows, and no answer had to say otherwise.
    /// </summary>
    [Fact]
    public async Task Complete_ManyAtTheSameMoment_EachNextReadShowsTheEffect()
    {
        using var start = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await using var system = await FocusSystem.StartAsync(new FocusSystemOptions { TimeScale = TimeScale }, start.Token);
        var ready = new List<(Api Api, long Enrollment)>();
        foreach (var batch in Enumerable.Range(0, Users).Chunk(4))
        {
            ready.AddRange(await Task.WhenAll(batch.Select(_ => PrepareAsync(system))));
        }

        var users = new List<(Api Api, long Enrollment, string Session)>();
        foreach (var batch in ready.Chunk(8))
        {
            users.AddRange(
                await Task.WhenAll(batch.Select(async one => (one.Api, one.Enrollment, await one.Api.StartSessionAsync(one.Enrollment)))));
        }

        // All of them have focused for longer than their day asks for.
        using var clock = new PeriodicTimer((TimeSpan.FromMinutes(25) / TimeScale) + TimeSpan.FromMilliseconds(20));
        await clock.WaitForNextTickAsync();

        var moment = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var all = users.Select(user => CompleteAndReadAsync(user.Api, user.Enrollment, user.Session, moment.Task)).ToList();
        moment.SetResult();
        var seen = await Task.WhenAll(all);

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Users} completions took up to {seen.Max(one => one.Took.TotalMilliseconds):0} ms, "
            + $"{seen.Average(one => one.Took.TotalMilliseconds):0} ms on average");
        seen.Where(one => one.Pending is not null).ShouldBeEmpty();
        seen.Count(one => one.Stale.Length > 0)
            .ShouldBe(0, string.Join(Environment.NewLine, seen.Where(one => one.Stale.Length > 0).Take(5)));
    }

    private static async Task<(Api Api, long Enrollment)> PrepareAsync(FocusSystem system)
    {
        var user = await Suite.NewUserAsync(system);
        var enrollment = await user.BeginAsync();
        for (var task = 0; task < 3; task++)
        {
            (await user.TaskAsync(enrollment, 1, task)).Ok();
        }

        (await user.ReflectAsync(enrollment, 1)).Created();
        return (user, enrollment);
    }

    private static async Task<(TimeSpan Took, string? Pending, string Stale)> CompleteAndReadAsync(
        Api user, long enrollment, string session, Task moment)
    {
        await moment;
        var began = TimeProvider.System.GetTimestamp();
        var answer = (await user.CompleteAsync(session)).Ok();
        var took = TimeProvider.System.GetElapsedTime(began);

        var details = await user.DetailsAsync(enrollment);
        var day = (await user.GetAsync($"programs/{enrollment}/days/1/")).Ok()["user_progress"];
        var listed = (await user.GetAsync("programs/")).Ok().Json![0]!;
        var seen = (
            (int)details["progress"]!["total_sessions"]!, (int)details["progress"]!["days_completed"]!, (int)details["current_day"]!,
            (bool)day["is_completed"]!, (int)listed["current_day"]!);
        return (took, answer.Header(Pending), seen == (1, 1, 2, true, 2) ? string.Empty : seen.ToString());
    }
}
