using FocusSuite.Enrollment.Subscriptions;
using FocusSuite.Enrollment.Tests.Support;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Catalog.V1;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Progress.V1;
using FocusSuite.TestSupport.Errors;
using FocusSuite.TestSupport.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using ListProgramsRequest = FocusSuite.Protos.Enrollment.V1.ListProgramsRequest;

namespace FocusSuite.Enrollment.Tests.Service;

public class ReadingTests(EnrollmentHost host)
{
    private readonly TestUser _user = host.NewUser();

    [Fact]
    public async Task List_ForOneWhoIsInNothing_HasTheCatalogsOrderAndNulls()
    {
        var programs = await ListAsync();

        programs.Select(program => program.Id).ShouldBe([2, 1]);
        var challenge = programs[1];
        (challenge.Name, challenge.ProgramType, challenge.Description, challenge.DurationDays, challenge.Icon, challenge.Color)
            .ShouldBe(("14-Day Focus Challenge", ProgramType.FourteenDay, "Build it.", 14, "🎯", "#3B82F6"));
        challenge.Objectives.ShouldBe(["a", "b"]);
        (challenge.IsProOnly, challenge.CanAccess, programs[0].IsProOnly, programs[0].CanAccess).ShouldBe((false, true, true, false));
        (challenge.HasCoverImageUrl, programs[0].CoverImageUrl).ShouldBe((false, "https://example.com/cover.png"));
        programs.ShouldAllBe(
            program => !program.IsEnrolled && !program.HasEnrollmentId && !program.HasEnrollmentStatus && !program.HasCurrentDay);
    }

    [Fact]
    public async Task List_AfterEachChange_ShowsItAtOnce()
    {
        var id = await _user.EnrollAsync();
        (await ChallengeAsync()).ShouldBe((true, id, EnrollmentStatus.NotStarted, 1));
        await _user.Start(id);
        (await ChallengeAsync()).ShouldBe((true, id, EnrollmentStatus.InProgress, 1));
        await _user.CompleteDayAsync(id, 1);
        (await ChallengeAsync()).ShouldBe((true, id, EnrollmentStatus.InProgress, 2));
        await _user.Pause(id);
        (await ChallengeAsync()).ShouldBe((true, id, EnrollmentStatus.Paused, 2));
        await _user.Abandon(id);
        (await ChallengeAsync()).ShouldBe((false, 0, EnrollmentStatus.Unspecified, 0));
    }

    [Fact]
    public async Task List_WhenTheSubscriptionChanges_FollowsTheEvent()
    {
        (await ListAsync())[0].CanAccess.ShouldBeFalse();
        _user.Subscribe();
        (await ListAsync())[0].CanAccess.ShouldBeFalse("it was read within ten minutes and no event has come");
        host.Service.Services.GetRequiredService<SubscriptionCache>().Drop(_user.Id);
        (await ListAsync())[0].CanAccess.ShouldBeTrue();
    }

    [Fact]
    public async Task List_WhileIdentityIsAway_UsesWhatIsKnownAndElseSaysSo()
    {
        await ListAsync();
        host.Peers.IdentityAwayFor[_user.Id] = true;
        (await ListAsync()).Count.ShouldBe(2);

        var stranger = host.NewUser();
        host.Peers.IdentityAwayFor[stranger.Id] = true;
        await stranger.Client.ListProgramsAsync(new ListProgramsRequest(), stranger.Headers).ShouldBeRefusedAsync(ErrorCodes.Unavailable);
    }

    [Fact]
    public async Task Details_OfAnEnrollment_JoinWhereItStandsWhatItIsAndWhatWasDone()
    {
        var id = await _user.EnrollAndStartAsync();
        await _user.CompleteDayAsync(id, 1);
        await _user.CompleteDayAsync(id, 2);
        await _user.CompleteDayAsync(id, 3);
        host.Peers.Totals[id] = new EnrollmentTotals
        {
            EnrollmentId = id,
            DaysCompleted = 3,
            CompletionPercentage = 21.4,
            TotalFocusMinutes = 75,
            TotalSessions = 4,
            CurrentStreak = 2,
            LongestStreak = 3,
        };

        var details = await _user.Details(id);

        (details.EnrollmentId, details.Status, details.CurrentDay).ShouldBe((id, EnrollmentStatus.InProgress, 4));
        details.StartedAt.ToDateTimeOffset().ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1));
        details.Program.ShouldBe(new ProgramSummary
        {
            Id = 1,
            Name = "14-Day Focus Challenge",
            Description = "Build it.",
            DurationDays = 14,
            Objectives = { "a", "b" },
        });
        details.Progress.ShouldBe(new ProgramProgress
        {
            DaysCompleted = 3,
            CompletionPercentage = 21.4,
            TotalFocusMinutes = 75,
            TotalSessions = 4,
            CurrentStreak = 2,
            LongestStreak = 3,
        });
        details.CurrentDayInfo.ShouldBe(new CurrentDayInfo
        {
            DayNumber = 4,
            Title = "Day 4: Title",
            Description = "About day 4.",
            FocusDuration = 25,
            Tasks = { "Plan", "Focus", "Log" },
            Tips = { "Tip" },
            ReflectionPrompts = { "Prompt?" },
            IsCompleted = false,
            TasksProgress = new TasksProgress { Completed = 1, Total = 3 },
        });
        AskedOfProgress().ShouldBe([new GetOverviewRequest { EnrollmentId = id, DayNumber = 4 }]);
    }

    [Fact]
    public async Task Details_BeforeTheStart_HaveNoStartAndNothingDone()
    {
        var id = await _user.EnrollAsync();
        var details = await _user.Details(id);

        details.StartedAt.ShouldBeNull();
        (details.Status, details.CurrentDay).ShouldBe((EnrollmentStatus.NotStarted, 1));
        details.Progress.ShouldBe(new ProgramProgress());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task Details_OfANumberThatIsNone_AreNotFound(long id) =>
        await _user.Details(id).ShouldBeRefusedAsync(ErrorCodes.NotFound);

    [Fact]
    public async Task Internal_OnBehalfOfAUser_ShowsThatUsersOwnOnly()
    {
        _user.Subscribe();
        var id = await _user.EnrollAndStartAsync(2);
        var client = new EnrollmentInternalService.EnrollmentInternalServiceClient(host.Service.Channel);
        var expected = new GetEnrollmentResponse
        {
            EnrollmentId = id,
            UserId = _user.Id,
            ProgramId = 2,
            ProgramVersion = 1,
            Status = EnrollmentStatus.InProgress,
            CurrentDay = 1,
            TotalDays = 30,
            IsProOnly = true,
        };

        (await client.GetEnrollmentAsync(new GetEnrollmentRequest { EnrollmentId = id }, TestServiceKey.Headers("progress", _user.Token)))
            .ShouldBe(expected);
        (await client.GetEnrollmentAsync(new GetEnrollmentRequest { EnrollmentId = id }, TestServiceKey.Headers("progress")))
            .ShouldBe(expected);
        await client.GetEnrollmentAsync(
            new GetEnrollmentRequest { EnrollmentId = id }, TestServiceKey.Headers("progress", host.NewUser().Token))
            .ShouldBeRefusedAsync(ErrorCodes.NotFound);
        await client.GetEnrollmentAsync(new GetEnrollmentRequest { EnrollmentId = id }, _user.Headers)
            .ShouldBeRefusedAsync(ErrorCodes.PermissionDenied);
        await client.GetEnrollmentAsync(new GetEnrollmentRequest { EnrollmentId = id }).ShouldBeRefusedAsync(ErrorCodes.Unauthenticated);
    }

    [Fact]
    public async Task Internal_OfOneThatWasGivenUp_TellsWhen()
    {
        var id = await _user.EnrollAndStartAsync();
        var client = new EnrollmentInternalService.EnrollmentInternalServiceClient(host.Service.Channel);
        var request = new GetEnrollmentRequest { EnrollmentId = id };
        await _user.Pause(id);
        (await client.GetEnrollmentAsync(request, TestServiceKey.Headers("progress"))).AbandonedAt.ShouldBeNull();

        var before = TimeProvider.System.GetUtcNow();
        await _user.Abandon(id);

        var told = (await client.GetEnrollmentAsync(request, TestServiceKey.Headers("progress"))).AbandonedAt.ToDateTimeOffset();
        told.ShouldBeInRange(before.AddMilliseconds(-1), TimeProvider.System.GetUtcNow());
    }

    private IEnumerable<object> AskedOfProgress() =>
        host.Peers.AskedOfProgress.Where(asked => asked.UserId == _user.Id).Select(asked => asked.Request);

    private Task<IReadOnlyList<ProgramListing>> ListAsync() => _user.ListAsync();

    private async Task<(bool IsEnrolled, long EnrollmentId, EnrollmentStatus Status, int CurrentDay)> ChallengeAsync()
    {
        var listing = await _user.ListedAsync(1);
        return (listing.IsEnrolled, listing.EnrollmentId, listing.EnrollmentStatus, listing.CurrentDay);
    }
}
