using FocusSuite.Enrollment.Tests.Support;
using FocusSuite.Messaging.Events;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.TestSupport.Errors;
using Shouldly;
using Xunit;

namespace FocusSuite.Enrollment.Tests.Service;

public class EnrollTests(EnrollmentHost host)
{
    private readonly TestUser _user = host.NewUser();

    [Fact]
    public async Task Enroll_InAFreeProgram_MakesAnEnrollmentAndSaysSo()
    {
        var (answer, status) = await EnrollAsync();

        (answer.Enrolled, answer.HasMessage, answer.ProgramName, answer.TotalDays).ShouldBe((true, false, "14-Day Focus Challenge", 14));
        status.ShouldBeNull();
        var enrolled = _user.Events<Enrolled>().ShouldHaveSingleItem();
        (enrolled.EnrollmentId, enrolled.ProgramId, enrolled.TotalDays).ShouldBe((answer.EnrollmentId, 1, 14));
        var row =
            $"SELECT status || ' ' || current_day || ' ' || total_days || ' ' || completed_days::text FROM enrollments WHERE id = "
            + $"{answer.EnrollmentId}";
        (await host.Database.ScalarAsync<string>(row)).ShouldBe("not_started 1 14 {}");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(99)]
    public async Task Enroll_InNoProgram_NamesTheField(long program)
    {
        var refusal = await _user.Enroll(program).ShouldBeRefusedAsync(ErrorCodes.ValidationFailed);
        refusal.Fields().ShouldBe(["program_id"]);
    }

    [Theory]
    [InlineData("not_started")]
    [InlineData("in_progress")]
    [InlineData("paused")]
    public async Task Enroll_WithALiveEnrollment_TellsOfItWith200(string live)
    {
        var enrollment = await _user.EnrollAsync();
        if (live != "not_started")
        {
            await _user.Start(enrollment);
        }

        if (live == "paused")
        {
            await _user.Pause(enrollment);
        }

        var (answer, status) = await EnrollAsync();

        (answer.Enrolled, answer.Message, answer.EnrollmentId, answer.HasProgramName, answer.HasTotalDays)
            .ShouldBe((false, "Already enrolled in this program", enrollment, false, false));
        status.ShouldBe("200");
        _user.Events<Enrolled>().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Enroll_AfterGivingUp_MakesANewEnrollment()
    {
        var first = await _user.EnrollAsync();
        await _user.Abandon(first);

        var (answer, _) = await EnrollAsync();

        answer.Enrolled.ShouldBeTrue();
        answer.EnrollmentId.ShouldBeGreaterThan(first);
    }

    [Fact]
    public async Task Enroll_TwentyAtOnce_MakesOneEnrollmentAndAnswers201Once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => EnrollAsync()));

        answers.Count(answer => answer.Answer.Enrolled && answer.Status is null).ShouldBe(1);
        answers.Count(answer => !answer.Answer.Enrolled && answer.Status == "200").ShouldBe(19);
        answers.Select(answer => answer.Answer.EnrollmentId).Distinct().Count().ShouldBe(1);
        (await host.Database.ScalarAsync<long>($"SELECT count(*) FROM enrollments WHERE user_id = {_user.Id}")).ShouldBe(1);
        _user.Events<Enrolled>().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Enroll_InAProProgramWithoutPro_IsRefusedAndMakesNothing()
    {
        var refusal = await _user.Enroll(2).ShouldBeRefusedAsync(ErrorCodes.ProRequired);
        refusal.Status.Detail.ShouldContain("Pro subscription");
        (await host.Database.ScalarAsync<long>($"SELECT count(*) FROM enrollments WHERE user_id = {_user.Id}")).ShouldBe(0);
    }

    [Fact]
    public async Task Enroll_InAProProgramRightAfterPaying_Works()
    {
        (await _user.ListedAsync(2)).CanAccess.ShouldBeFalse();
        _user.Subscribe();

        (await EnrollAsync(2)).Answer.Enrolled.ShouldBeTrue();
        (await _user.ListedAsync(2)).CanAccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Enroll_AgainAfterProHasEnded_TellsOfTheLiveEnrollment()
    {
        _user.Subscribe();
        var enrollment = await _user.EnrollAsync(2);
        _user.Subscribe(SubscriptionStatus.Expired);

        var (answer, _) = await EnrollAsync(2);
        (answer.Enrolled, answer.EnrollmentId).ShouldBe((false, enrollment));
    }

    [Fact]
    public async Task Enroll_WithTheSameKey_GivesTheSameAnswer()
    {
        var first = await EnrollAsync(1, "key");
        var second = await EnrollAsync(1, "key");
        var other = await EnrollAsync(1, "other");

        second.ShouldBe(first);
        (other.Answer.Enrolled, other.Status).ShouldBe((false, "200"));
        (await EnrollAsync(1, "other")).ShouldBe(other);
        await _user.Enroll(2, "key").ShouldBeRefusedAsync(ErrorCodes.IdempotencyKeyReused);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Enroll_WithTheSameKeyAfterACrash_AnswersAsTheFirstTimeAndActsOnce(bool abandonedSince)
    {
        var first = await EnrollAsync(1, "key");
        await _user.ForgetAnswerAsync("key");
        if (abandonedSince)
        {
            await _user.Abandon(first.Answer.EnrollmentId);
        }

        (await EnrollAsync(1, "key")).ShouldBe(first);
        _user.Events<Enrolled>().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Database_ItselfRefusesASecondLiveEnrollment()
    {
        await _user.EnrollAsync();
        await Should.ThrowAsync<Npgsql.PostgresException>(() => host.Database.ExecuteAsync($"""
            INSERT INTO enrollments (id, user_id, program_id, status, current_day, completed_days, total_days, enrolled_at)
            SELECT nextval('enrollment_ids'), user_id, program_id, 'not_started', 1, '{"{}"}', total_days, now() FROM enrollments WHERE user_id = {_user.Id}
            """));
    }

    private async Task<(EnrollResponse Answer, string? Status)> EnrollAsync(long program = 1, string? key = null)
    {
        using var call = _user.Enroll(program, key);
        var answer = await call;
        return (answer, (await call.ResponseHeadersAsync).GetValue("x-http-status"));
    }
}
