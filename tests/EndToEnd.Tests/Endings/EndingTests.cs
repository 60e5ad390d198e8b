using System.Net;
using System.Text.Json.Nodes;
using FocusSuite.EndToEnd.Tests.Support;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.TestSupport.Waiting;
using FocusSuite.TestSystem;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Endings;

/// <summary>How a program ends, and what ends with it.</summary>
public sealed class EndingTests(ShortPrograms programs) : IClassFixture<ShortPrograms>
{
    /// <summary>Rounds of each race; FOCUS_TEST_ENDINGS sets another number.</summary>
    private static readonly int Rounds = Sizes.Of("FOCUS_TEST_ENDINGS", 3);

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    /// <summary>D6: what ran until then counts, and the next start is free at once.</summary>
    [Fact]
    public async Task Abandon_WithALiveSession_CreditsWhatRanAndFreesTheNextStart()
    {
        var user = await programs.NewUserAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var enrollment = await user.BeginAsync();
            var session = await user.StartSessionAsync(enrollment);
            await RunAsync(minutes: 5);
            (await user.PostAsync("programs/abandon/", new { enrollment_id = enrollment })).Ok();

            (await LiveAsync(user)).ShouldBeNull($"round {round}");
            var next = await user.BeginAsync();
            await user.CancelAsync(await user.StartSessionAsync(next));

            var ended = (await user.GetAsync("sessions/")).Ok().Json!.AsArray().Single(one => (string)one!["session_id"]! == session)!;
            ((string)ended["status"]!, (long)ended["enrollment_id"]!).ShouldBe(("completed", enrollment));
            ((int)ended["actual_duration_seconds"]!).ShouldBeGreaterThanOrEqualTo(5 * 60);
            var details = await user.DetailsAsync(enrollment);
            ((string)details["status"]!, (int)details["progress"]!["total_sessions"]!).ShouldBe(("abandoned", 1));
            ((int)details["progress"]!["total_focus_minutes"]!).ShouldBeGreaterThanOrEqualTo(5);
            (await user.CompleteAsync(session)).Problem(HttpStatusCode.BadRequest, "SESSION_ENDED");
            (await user.PostAsync("programs/abandon/", new { enrollment_id = next })).Ok();
        }
    }

    /// <summary>D6: a paused session ends where it was paused.</summary>
    [Fact]
    public async Task Abandon_WithAPausedSession_CreditsWhatRanBeforeThePause()
    {
        var user = await programs.NewUserAsync();
        var enrollment = await user.BeginAsync();
        var session = await user.StartSessionAsync(enrollment);
        await RunAsync(minutes: 5);
        (await user.PostAsync("sessions/pause/", new { session_id = session })).Ok();
        var pausedAt = (string)(await LiveAsync(user))!["paused_at"]!;
        await RunAsync(minutes: 10);

        (await user.PostAsync("programs/abandon/", new { enrollment_id = enrollment })).Ok();

        (await LiveAsync(user)).ShouldBeNull();
        var ended = (await user.GetAsync("sessions/")).Ok().Json![0]!;
        ((string)ended["status"]!, (string)ended["ended_at"]!).ShouldBe(("completed", pausedAt));
    }

    /// <summary>D6: only the program that ends ends its session, and only its end does.</summary>
    [Fact]
    public async Task Session_OfAnotherProgramOrOfAPausedOne_GoesOn()
    {
        var user = await programs.NewUserAsync(pro: true);
        var (worked, left) = (await user.BeginAsync(Journey.ThirtyDays), await user.BeginAsync());
        var session = await user.StartSessionAsync(worked);

        (await user.PostAsync("programs/abandon/", new { enrollment_id = left })).Ok();
        ((string)(await LiveAsync(user))!["session_id"]!).ShouldBe(session);

        (await user.PostAsync("programs/pause/", new { enrollment_id = worked })).Ok();
        ((string)(await LiveAsync(user))!["session_id"]!).ShouldBe(session);
        (await user.CompleteAsync(session)).Ok();
        ((int)(await user.DetailsAsync(worked))["progress"]!["total_sessions"]!).ShouldBe(1);
    }

    /// <summary>D6: a program that is completed by its last task while the clock runs.</summary>
    [Fact]
    public async Task Completion_WhileASessionRuns_EndsItAndCountsWhatRan()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var user = await programs.NewUserAsync();
            var enrollment = await user.BeginAsync(ShortPrograms.Free);
            await ShortPrograms.LiveUpToTheLastTaskAsync(user, enrollment);

            // On a day of before, and on the very day that its task completes.
            var session = await user.StartSessionAsync(enrollment, day: 1 + (round % ShortPrograms.Days));
            await RunAsync(minutes: 5);

            (await user.TaskAsync(enrollment, ShortPrograms.Days, 0)).Ok();

            (await LiveAsync(user)).ShouldBeNull($"round {round}");
            var ended = (await user.GetAsync("sessions/")).Ok().Json![0]!;
            ((string)ended["session_id"]!, (string)ended["status"]!).ShouldBe((session, "completed"));
            var details = await user.DetailsAsync(enrollment);
            ((string)details["status"]!, (int)details["progress"]!["days_completed"]!, (int)details["progress"]!["total_sessions"]!)
                .ShouldBe(("completed", ShortPrograms.Days, 3));
            ((int)details["progress"]!["total_focus_minutes"]!).ShouldBeGreaterThanOrEqualTo(7);
        }
    }

    /// <summary>D6: a session that starts in the race with the end of its program is not in anybody's way.</summary>
    [Fact]
    public async Task Start_AtOnceWithAbandon_LeavesTheNextStartFree()
    {
        var user = await programs.NewUserAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var enrollment = await user.BeginAsync();
            await Task.WhenAll(
                user.PostAsync("sessions/start/", new { enrollment_id = enrollment, day_number = 1, duration_minutes = 180 }),
                user.PostAsync("programs/abandon/", new { enrollment_id = enrollment }));

            var next = await user.BeginAsync();
            await user.CancelAsync(await user.StartSessionAsync(next));
            (await user.PostAsync("programs/abandon/", new { enrollment_id = next })).Ok();
            (await LiveAsync(user)).ShouldBeNull($"round {round}");
        }
    }

    /// <summary>D6: while the broker is away, nothing of it is lost, and the next start is free all the same.</summary>
    [Fact]
    public async Task Abandon_WhileTheBrokerIsAway_FreesTheNextStartAndCreditsLater()
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var user = await programs.NewUserAsync();
        var enrollment = await user.BeginAsync();
        await user.StartSessionAsync(enrollment);
        await RunAsync(minutes: 5);
        await programs.System.Part(PartNames.RabbitMq).StopAsync(bound.Token);
        try
        {
            (await user.PostAsync("programs/abandon/", new { enrollment_id = enrollment })).Ok();
            await user.StartSessionAsync(await user.BeginAsync());
        }
        finally
        {
            await programs.System.Part(PartNames.RabbitMq).StartAgainAsync(bound.Token);
        }

        var minutes = await Eventually.Async(
            async () => (int)(await user.DetailsAsync(enrollment))["progress"]!["total_focus_minutes"]!, minutes => minutes > 0, Bound);
        minutes.ShouldBeGreaterThanOrEqualTo(5);
        ((int)(await user.DetailsAsync(enrollment))["progress"]!["total_sessions"]!).ShouldBe(1);
    }

    /// <summary>S6: the last day is complete in progress, and enrollment does not know it yet, when its user gives up.</summary>
    [Fact]
    public async Task Abandon_WhileTheWordOfTheLastDayIsOnItsWay_IsOneStory()
    {
        var user = await programs.NewUserAsync();
        var enrollment = await user.BeginAsync(ShortPrograms.Free);
        await user.LiveDayAsync(enrollment, 1);
        (await user.TaskAsync(enrollment, ShortPrograms.Days, 0)).Ok();
        (await user.ReflectAsync(enrollment, ShortPrograms.Days)).Created();
        var session = await user.StartSessionAsync(enrollment, ShortPrograms.Days, 1);
        await RunAsync(minutes: 2);
        programs.System.Part(PartNames.Progress).Freeze();
        try
        {
            (await user.CompleteAsync(session)).Ok();
            (await user.PostAsync("programs/abandon/", new { enrollment_id = enrollment })).Ok();
        }
        finally
        {
            programs.System.Part(PartNames.Progress).Thaw();
        }

        const string Completed = "completed 2 100 done, day complete";
        (await StoryAsync(user, enrollment, Completed)).ShouldBe(Completed);
    }

    /// <summary>S6: what completes the program and the wish to give up, at once.</summary>
    [Fact]
    public async Task Abandon_AtOnceWithWhatCompletesTheLastDay_IsOneStory()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var user = await programs.NewUserAsync();
            var enrollment = await user.BeginAsync(ShortPrograms.Free);
            await ShortPrograms.LiveUpToTheLastTaskAsync(user, enrollment);

            await Task.WhenAll(
                user.TaskAsync(enrollment, ShortPrograms.Days, 0), user.PostAsync("programs/abandon/", new { enrollment_id = enrollment }));

            (await StoryAsync(user, enrollment)).ShouldBeOneOf("completed 2 100 done, day complete", "abandoned 1 50 open, day open");
        }
    }

    /// <summary>D4, S16: Pro at every door, also of a program that the catalog no longer has.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ProProgram_AfterProHasEnded_IsClosedAtEveryDoor(bool removed)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var program = removed ? ShortPrograms.Pro + 1 : ShortPrograms.Pro;
        if (removed)
        {
            await programs.OfferAsync(program, proOnly: true);
        }

        var email = Suite.NewEmail();
        await programs.System.PutUserAsync(email, Suite.Password, pro: true, bound.Token);
        var user = new Api(programs.System.CreateClient(await programs.System.AccessTokenAsync(email, bound.Token)));
        var enrollment = await user.BeginAsync(program);
        if (removed)
        {
            await programs.RemoveAsync(program, bound.Token);
        }

        await programs.System.PutUserAsync(
            new PutUserRequest
            {
                Email = email,
                Password = Suite.Password,
                Subscription = new Subscription { Plan = Plan.ProMonthly, Status = SubscriptionStatus.Expired },
            },
            bound.Token);

        (await user.PostAsync("sessions/start/", new { enrollment_id = enrollment, day_number = 1, duration_minutes = 25 }))
            .Problem(HttpStatusCode.Forbidden, "PRO_REQUIRED");
        (await user.PostAsync("programs/pause/", new { enrollment_id = enrollment })).Ok();
        foreach (var door in new[] { "resume", "start" })
        {
            (await user.PostAsync($"programs/{door}/", new { enrollment_id = enrollment }))
                .Problem(HttpStatusCode.Forbidden, "PRO_REQUIRED");
        }

        // What takes nothing from anybody stays open.
        (await user.PostAsync("programs/abandon/", new { enrollment_id = enrollment })).Ok();
    }

    /// <summary>D8: the last day of a completed program can be rated and reflected on, and what is complete stays so.</summary>
    [Fact]
    public async Task CompletedProgram_RatedAndReflectedOn_StaysAsItIs()
    {
        var user = await programs.NewUserAsync();
        var enrollment = await user.BeginAsync(ShortPrograms.Free);
        await user.LiveDayAsync(enrollment, 1);
        await user.LiveDayAsync(enrollment, ShortPrograms.Days);
        var (before, history) = ((await user.DetailsAsync(enrollment)).ToJsonString(), (await user.GetAsync("history/")).Ok().Text);

        for (var day = 1; day <= ShortPrograms.Days; day++)
        {
            (await user.PostAsync("days/rate/",
                new { enrollment_id = enrollment, day_number = day, difficulty_rating = day, satisfaction_rating = 5 })).Ok();
            ((bool)(await user.ReflectAsync(enrollment, day)).Created()["day_completed"]).ShouldBeTrue();
        }

        (await user.DetailsAsync(enrollment)).ToJsonString().ShouldBe(before);
        (await user.GetAsync("history/")).Ok().Text.ShouldBe(history);
        var review = (await user.GetAsync($"programs/{enrollment}/weekly-review/1/")).Ok();
        (review.Number("days_completed"), (double)review["average_difficulty"]).ShouldBe((2, 1.5));
        (await user.TaskAsync(enrollment, 1, 0, done: false)).Problem(HttpStatusCode.BadRequest, "PROGRAM_NOT_IN_PROGRESS");
        (await user.ReflectAsync(enrollment, ShortPrograms.Days + 1)).Problem(HttpStatusCode.BadRequest, "DAY_LOCKED");
    }

    /// <summary>D8: an abandoned program is closed to all of it.</summary>
    [Fact]
    public async Task AbandonedProgram_RatedOrReflectedOn_IsRefused()
    {
        var user = await programs.NewUserAsync();
        var enrollment = await user.BeginAsync(ShortPrograms.Free);
        await user.LiveDayAsync(enrollment, 1);
        (await user.PostAsync("programs/abandon/", new { enrollment_id = enrollment })).Ok();

        (await user.PostAsync("days/rate/", new { enrollment_id = enrollment, day_number = 1, difficulty_rating = 3 }))
            .Problem(HttpStatusCode.BadRequest, "PROGRAM_NOT_IN_PROGRESS");
        (await user.ReflectAsync(enrollment, 1)).Problem(HttpStatusCode.BadRequest, "PROGRAM_NOT_IN_PROGRESS");
    }

    /// <summary>
    /// What all of the reads tell of the end: what is wanted, as soon as they do. Where either end is right, what they tell once nothing
    /// seems to be under way any more: the same twice in a row, and the parts agreeing.
    /// </summary>
    private static async Task<string> StoryAsync(Api user, long enrollment, string? wanted = null)
    {
        var last = string.Empty;
        return await Eventually.Async(
            async () =>
            {
                var details = await user.DetailsAsync(enrollment);
                var entry = (await user.GetAsync("history/")).Ok().Json!.AsArray()
                    .Single(one => (long)one!["enrollment_id"]! == enrollment)!;
                var day = (await user.GetAsync($"programs/{enrollment}/days/{ShortPrograms.Days}/")).Ok()["user_progress"];
                if ((string)entry["status"]! != (string)details["status"]!)
                {
                    return "changes between two reads";
                }

                return $"{details["status"]} {details["progress"]!["days_completed"]} {details["progress"]!["completion_percentage"]} "
                    + $"{(entry["completed_at"] is null ? "open" : "done")}, day {((bool)day["is_completed"]! ? "complete" : "open")}";
            },
            story =>
            {
                var settled = story == last && story.Contains("day", StringComparison.Ordinal)
                    && story.EndsWith(
                        "done, day complete", StringComparison.Ordinal) == story.StartsWith("completed", StringComparison.Ordinal)
                    && story.EndsWith("day complete", StringComparison.Ordinal) == story.Contains(" 2 ", StringComparison.Ordinal);
                last = story;
                return wanted is null ? settled : story == wanted;
            },
            Bound);
    }

    private static async Task<JsonNode?> LiveAsync(Api user) => (await user.GetAsync("sessions/active/")).Ok().Json!["active_session"];

    /// <summary>Lets the suite's clock run.</summary>
    private static async Task RunAsync(int minutes)
    {
        using var clock = new PeriodicTimer((TimeSpan.FromMinutes(minutes) / Suite.TimeScale) + TimeSpan.FromMilliseconds(20));
        await clock.WaitForNextTickAsync();
    }
}
