using System.Net;
using FocusSuite.EndToEnd.Tests.Support;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Guarantees;

public sealed class ConcurrencyTests(Suite suite)
{
    private const int Contenders = 20;

    [Fact]
    public async Task Enroll_TwentyAtOnce_MakeOneEnrollment()
    {
        var user = await suite.NewUserAsync();

        var replies = await AtOnceAsync(() => user.PostAsync("programs/enroll/", new { program_id = 1 }));

        replies.Count(reply => reply.Status == HttpStatusCode.Created).ShouldBe(1);
        replies.Count(reply => reply.Status == HttpStatusCode.OK).ShouldBe(Contenders - 1);
        replies.Select(reply => reply.Number("enrollment_id")).Distinct().Count().ShouldBe(1);
        (await user.GetAsync("history/")).Ok().Json!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task SessionStart_TwentyAtOnce_MakeOneSession()
    {
        var user = await suite.NewUserAsync();
        var enrollment = await user.BeginAsync();

        var replies = await AtOnceAsync(
            () => user.PostAsync("sessions/start/", new { enrollment_id = enrollment, day_number = 1, duration_minutes = 180 }));

        replies.Count(reply => reply.Status == HttpStatusCode.Created).ShouldBe(1);
        replies.Where(reply => reply.Status != HttpStatusCode.Created)
            .ShouldAllBe(reply => reply.Problem(HttpStatusCode.BadRequest, "ACTIVE_SESSION_EXISTS") != null);
        (await user.GetAsync("sessions/")).Ok().Json!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Complete_TwentyAtOnce_GiveOneCredit()
    {
        var user = await suite.NewUserAsync();
        var enrollment = await user.BeginAsync();
        var session = await user.StartSessionAsync(enrollment);

        var replies = await AtOnceAsync(() => user.CompleteAsync(session));

        replies.Count(reply => reply.Status == HttpStatusCode.OK).ShouldBe(1);
        replies.Where(reply => reply.Status != HttpStatusCode.OK)
            .ShouldAllBe(reply => reply.Problem(HttpStatusCode.BadRequest, "SESSION_ENDED") != null);
        ((int)(await user.DetailsAsync(enrollment))["progress"]!["total_sessions"]!).ShouldBe(1);
    }

    [Fact]
    public async Task Enroll_TwentyAtOnceWithOneIdempotencyKey_AnswerTheSame()
    {
        var user = await suite.NewUserAsync();

        var replies = await AtOnceAsync(() => user.PostAsync("programs/enroll/", new { program_id = 1 }, "enroll-1"));

        replies.ShouldAllBe(reply => reply.Status == HttpStatusCode.Created);
        replies.Select(reply => reply.Text).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Reflection_TwentyAtOnceWithOneIdempotencyKey_AddOne()
    {
        var user = await suite.NewUserAsync();
        var enrollment = await user.BeginAsync();

        var replies = await AtOnceAsync(() => user.PostAsync(
            "reflections/add/", new { enrollment_id = enrollment, day_number = 1, question = "Why?", answer = "Because." }, "reflect-1"));

        replies.ShouldAllBe(reply => reply.Created().Number("reflections_count") == 1);
        (await user.GetAsync($"programs/{enrollment}/days/1/")).Ok()["user_progress"]["reflections"]!.AsArray().Count.ShouldBe(1);
    }

    private static Task<Reply[]> AtOnceAsync(Func<Task<Reply>> call) =>
        Task.WhenAll(Enumerable.Range(0, Contenders).Select(_ => Task.Run(call)));
}
