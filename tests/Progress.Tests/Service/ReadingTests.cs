using FocusSuite.Progress.Tests.Support;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Progress.V1;
using Grpc.Core;

namespace FocusSuite.Progress.Tests.Service;

public class ReadingTests(ProgressFixture fixture)
{
    [Theory]
    [InlineData(EnrollmentStatus.NotStarted)]
    [InlineData(EnrollmentStatus.InProgress)]
    [InlineData(EnrollmentStatus.Paused)]
    [InlineData(EnrollmentStatus.Completed)]
    [InlineData(EnrollmentStatus.Abandoned)]
    public async Task GetDay_Untouched_ShowsTheTemplateAndWritesNothing(EnrollmentStatus status)
    {
        var me = fixture.Enroll(status: status);

        var day = await me.DayAsync(14);

        day.ShouldBe(new GetDayResponse
        {
            DayNumber = 14,
            Title = "Day 14: Somewhere",
            Description = "What it is about.",
            FocusDuration = 25,
            Tips = { "Breathe." },
            ReflectionPrompts = { "What was good?" },
            UserProgress = new UserDayProgress
            {
                Tasks = { Enumerable.Range(0, 3).Select(order => new DayTask { Text = $"Task {order}", Order = order }) },
                TasksTotal = 3,
                TargetFocusMinutes = 25,
            },
        });
        (await fixture.CountDaysAsync(me.Id)).ShouldBe(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(15)]
    [InlineData(int.MaxValue)]
    public async Task GetDay_OutsideTheProgram_IsNotFound(int day) =>
        (await Should.ThrowAsync<RpcException>(() => fixture.Enroll().DayAsync(day))).Reason().ShouldBe("NOT_FOUND");

    [Fact]
    public async Task GetWeeklyReview_OfAWeekWithWork_SumsItUp()
    {
        var me = fixture.Enroll(currentDay: 8);
        var today = DateOnly.FromDateTime(ProgressFixture.Now.Date);
        await me.DeliverAsync(me.Session("a", 90, day: 7, today.AddDays(-1)));
        await me.DeliverAsync(me.Session("b", 90, day: 7, today));
        await me.DeliverAsync(me.Session("c", 3000, day: 8, today));
        await me.Client.RateDayAsync(new RateDayRequest { EnrollmentId = me.Id, DayNumber = 7, DifficultyRating = 4 }, me.Headers());

        (await me.WeekAsync(1)).ShouldBe(new GetWeeklyReviewResponse
        {
            WeekNumber = 1,
            StartDay = 1,
            EndDay = 7,
            TotalDays = 7,
            TotalFocusMinutes = 3,
            AverageDifficulty = 4,
            CurrentStreak = 2,
        });
        (await me.WeekAsync(2)).TotalFocusMinutes.ShouldBe(50);
        (await Should.ThrowAsync<RpcException>(() => me.WeekAsync(3))).Reason().ShouldBe("NOT_FOUND");
        (await Should.ThrowAsync<RpcException>(() => me.WeekAsync(0))).Reason().ShouldBe("NOT_FOUND");
    }

    [Theory]
    [InlineData("UTC", -1, 1)]
    [InlineData("UTC", -2, 0)]
    [InlineData("Asia/Tokyo", -1, 0)]
    [InlineData("Asia/Tokyo", 0, 1)]
    public async Task Totals_CurrentStreak_IsReadInTheCallersOwnZone(string zone, int daysAgo, int expected)
    {
        // In Tokyo it is tomorrow already, so yesterday's UTC date is the day before yesterday there.
        var me = fixture.Enroll(timeZone: zone);
        await me.DeliverAsync(me.Session("s", date: DateOnly.FromDateTime(ProgressFixture.Now.Date).AddDays(daysAgo)));

        var totals = (await me.OverviewAsync()).Totals;

        (totals.CurrentStreak, totals.LongestStreak).ShouldBe((expected, 1));
    }

    [Fact]
    public async Task Overview_OfAnEnrollment_HasTotalsAndTheDay()
    {
        var me = fixture.Enroll();
        await me.MarkAsync(0);

        (await me.OverviewAsync())
            .ShouldBe(new GetOverviewResponse { Totals = new EnrollmentTotals { EnrollmentId = me.Id }, TasksCompleted = 1 });
    }

    [Fact]
    public async Task BatchGetTotals_OfSeveral_LeavesOutThoseWithoutProgress()
    {
        var me = fixture.Enroll();
        await me.DeliverAsync(me.Session("s"));

        var answer = await me.Internal.BatchGetTotalsAsync(
            new BatchGetTotalsRequest { EnrollmentIds = { me.Id, me.Id, 999_999_998 } }, me.ByService());

        answer.Totals.ShouldHaveSingleItem().ShouldBe(
            new EnrollmentTotals { EnrollmentId = me.Id, TotalFocusMinutes = 25, TotalSessions = 1, CurrentStreak = 1, LongestStreak = 1 });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public async Task BatchGetTotals_TooFewOrTooMany_IsRefused(int count)
    {
        var me = fixture.Enroll();
        var request = new BatchGetTotalsRequest { EnrollmentIds = { Enumerable.Range(1, count).Select(id => (long)id) } };

        var refusal = await Should.ThrowAsync<RpcException>(() => me.Internal.BatchGetTotalsAsync(request, me.ByService()).ResponseAsync);

        refusal.StatusCode.ShouldBe(StatusCode.InvalidArgument);
    }
}
