using System.Net;
using FocusSuite.EndToEnd.Tests.Erasure;
using FocusSuite.EndToEnd.Tests.Support;
using FocusSuite.TestSupport.Waiting;
using FocusSuite.TestSystem;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Guarantees;

/// <summary>In a system that gets hurt.</summary>
[Collection(nameof(ErasingSystem))]
public sealed class FaultTests(ErasingSystem hurt)
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    private static readonly string[] Services =
        [
            PartNames.Identity, PartNames.Catalog, PartNames.Enrollment, PartNames.Sessions, PartNames.Progress, PartNames.Insights,
            PartNames.Gateway,
        ];

    /// <summary>
    /// Which service dies first. In each flow every service dies at least once; all of the flows kill each of them after each call. One
    /// is drawn; FOCUS_TEST_KILLS sets how many.
    /// </summary>
    public static TheoryData<string> First => [.. Sizes.Draw(Services, Sizes.Of("FOCUS_TEST_KILLS", 1), nameof(First))];

    private FocusSystem System => hurt.System;

    /// <summary>S4: an answer that comes before its effects says so, and no other does.</summary>
    [Fact]
    public async Task Complete_BrokerStopped_AnswersAtOnceAndIsCreditedOnceWhenItIsBack()
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var user = await Suite.NewUserAsync(System);
        var enrollment = await user.BeginAsync();
        var session = await user.StartSessionAsync(enrollment);
        await System.Part(PartNames.RabbitMq).StopAsync(bound.Token);

        (await user.CompleteAsync(session)).Ok().Header("Focus-Effects").ShouldBe("pending");
        ((int)(await user.DetailsAsync(enrollment))["progress"]!["total_sessions"]!).ShouldBe(0);
        await System.Part(PartNames.RabbitMq).StartAgainAsync(bound.Token);

        (await SessionsAsync(user, enrollment, 1)).ShouldBe(1);

        // The chain runs again from end to end as soon as every service listens again, and what was credited once stays credited once.
        var completed = 1;
        await Eventually.Async(CompleteAnotherAsync, effects => effects is null, Bound);
        (await SessionsAsync(user, enrollment, completed)).ShouldBe(completed);

        async Task<string?> CompleteAnotherAsync()
        {
            completed++;
            return (await user.CompleteAsync(await user.StartSessionAsync(enrollment))).Ok().Header("Focus-Effects");
        }
    }

    [Theory]
    [MemberData(nameof(First))]
    public async Task Flow_ServiceKilledBetweenAnyTwoCalls_LosesNothing(string first)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        var user = await Suite.NewUserAsync(System);
        var (enrollment, session) = (0L, string.Empty);
        Func<Task>[] flow =
        [
            async () => enrollment = await user.EnrollAsync(),
            async () => (await user.PostAsync("programs/start/", new { enrollment_id = enrollment })).Ok(),
            async () => (await user.TaskAsync(enrollment, 1, 0)).Ok(),
            async () => session = await user.StartSessionAsync(enrollment, minutes: 1),
            async () => (await user.PostAsync("sessions/distraction/", new { session_id = session, distraction_note = "Phone" })).Ok(),
            async () => (await user.CompleteAsync(session)).Ok(),
            async () => (await user.ReflectAsync(enrollment, 1)).Created(),
        ];

        foreach (var (number, call) in flow.Index())
        {
            await call();
            var service = Services[(Array.IndexOf(Services, first) + number) % Services.Length];
            await System.Part(service).KillAsync(bound.Token);
            await System.Part(service).StartAgainAsync(bound.Token);
        }

        (await SessionsAsync(user, enrollment, 1)).ShouldBe(1);
        var day = (await user.GetAsync($"programs/{enrollment}/days/1/")).Ok()["user_progress"];
        ((int)day["tasks_completed"]!, day["reflections"]!.AsArray().Count).ShouldBe((1, 1));
        var record = (await user.GetAsync("sessions/")).Ok().Json![0]!;
        ((string)record["session_id"]!, (string)record["status"]!, (int)record["distraction_count"]!).ShouldBe((session, "completed", 1));
    }

    [Theory]
    [InlineData(PartNames.Enrollment, "programs/1/")]
    [InlineData(PartNames.Sessions, "sessions/active/")]
    [InlineData(PartNames.Progress, "programs/1/days/1/")]
    public async Task Read_OwnerAway_IsUnavailableAndSaysWhenToTryAgain(string service, string path)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var user = await Suite.NewUserAsync(System);
        await System.Part(service).KillAsync(bound.Token);
        try
        {
            (await user.GetAsync(path)).Problem(HttpStatusCode.ServiceUnavailable, "UNAVAILABLE").Header("Retry-After").ShouldNotBeNull();
        }
        finally
        {
            await System.Part(service).StartAgainAsync(bound.Token);
        }
    }

    [Fact]
    public async Task Databases_AnotherServicesRole_IsRefused()
    {
        foreach (var (role, other) in new[] { (
            PartNames.Sessions,
            PartNames.Enrollment), (PartNames.Enrollment, PartNames.Identity), (PartNames.Progress, PartNames.Catalog) })
        {
            var own = new Npgsql.NpgsqlConnectionStringBuilder(System.DatabaseOf(role));
            await using (var connection = new Npgsql.NpgsqlConnection(own.ConnectionString))
            {
                await connection.OpenAsync();
            }

            own.Database = new Npgsql.NpgsqlConnectionStringBuilder(System.DatabaseOf(other)).Database;
            await using var foreign = new Npgsql.NpgsqlConnection(own.ConnectionString);
            (await Should.ThrowAsync<Npgsql.PostgresException>(() => foreign.OpenAsync()))
                .SqlState.ShouldBe(Npgsql.PostgresErrorCodes.InsufficientPrivilege);
        }
    }

    private static Task<int> SessionsAsync(Api user, long enrollment, int atLeast) =>
        Eventually.Async(
            async () => (int)(await user.DetailsAsync(enrollment))["progress"]!["total_sessions"]!, sessions => sessions >= atLeast, Bound);
}
