using FocusSuite.Messaging.Events;
using FocusSuite.Protocol.Errors;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Tests.Support;
using FocusSuite.TestSupport.Errors;
using Shouldly;
using Xunit;
using Wire = FocusSuite.Protos.Sessions.V1;

namespace FocusSuite.Sessions.Tests.Service;

[Collection(ServiceTests.Name)]
public sealed class LifeTests(SessionsSystem system)
{
    [Fact]
    public async Task Session_FromStartToEnd_ShowsItsClock()
    {
        var user = system.NewUser();
        (await user.ActiveAsync()).ShouldBeNull();
        var started = await user.StartAsync();

        system.Clock.Advance(TimeSpan.FromSeconds(100));
        (await user.DistractAsync(started.SessionId, "Phone")).ShouldBe(1);
        (await user.DistractAsync(started.SessionId, "Door")).ShouldBe(2);
        var active = (await user.ActiveAsync())!;
        active.ShouldBe(new Wire.ActiveSession
        {
            SessionId = started.SessionId,
            StartedAt = started.StartedAt,
            PlannedDurationSeconds = 1500,
            Status = Wire.SessionStatus.Active,
            SessionType = Wire.SessionType.Program,
            ProgramId = 1,
            DistractionCount = 2,
            EnrollmentId = user.Enrollment.EnrollmentId,
            DayNumber = 3,
            ElapsedSeconds = 100,
            RemainingSeconds = 1400,
        });

        (await user.PauseAsync(started.SessionId)).ShouldBe(new Wire.PauseSessionResponse { Success = true, Message = "Session paused" });
        var pausedAt = system.Clock.GetUtcNow();
        system.Clock.Advance(TimeSpan.FromSeconds(50));
        var paused = (await user.ActiveAsync())!;
        (paused.Status, paused.PausedAt.ToDateTimeOffset(), paused.ElapsedSeconds, paused.RemainingSeconds)
            .ShouldBe((Wire.SessionStatus.Paused, pausedAt, 100, 1400));

        (await user.ResumeAsync(started.SessionId))
            .ShouldBe(new Wire.ResumeSessionResponse { Success = true, Message = "Session resumed" });
        system.Clock.Advance(TimeSpan.FromSeconds(1420));
        var overrun = (await user.ActiveAsync())!;
        (overrun.PausedAt, overrun.ElapsedSeconds, overrun.RemainingSeconds).ShouldBe((null, 1520, 0));

        var completed = await user.CompleteAsync(started.SessionId, 4, "Went well");
        completed.Completed.ShouldBeTrue();
        completed.SessionId.ShouldBe(started.SessionId);
        completed.ActualDurationMinutes.ShouldBe(25);
        completed.EndedAt.ToDateTimeOffset().ShouldBe(system.Clock.GetUtcNow());
        (await user.ActiveAsync()).ShouldBeNull();

        system.Events<SessionCompleted>(user).ShouldHaveSingleItem().CreditedSeconds.ShouldBe(1500);
        system.Events<SessionPaused>(user).Count.ShouldBe(1);
        system.Events<SessionResumed>(user).Count.ShouldBe(1);
        system.Events<DistractionLogged>(user).Select(logged => logged.DistractionCount).Order().ShouldBe([1, 2]);
        var record = (await user.ListAsync()).Sessions.ShouldHaveSingleItem();
        (record.Status, record.ActualDurationSeconds, record.DistractionCount, record.ProductivityRating, record.Notes)
            .ShouldBe((Wire.SessionStatus.Completed, 1520, 2, 4, "Went well"));
        record.EndedAt.ShouldBe(completed.EndedAt);
    }

    [Fact]
    public async Task Commands_InTheWrongStatus_AreRefused()
    {
        var user = system.NewUser();
        var id = (await user.StartAsync()).SessionId;

        await user.ResumeAsync(id).ShouldBeRefusedAsync(ErrorCodes.SessionNotPaused);
        await user.PauseAsync(id);
        await user.PauseAsync(id).ShouldBeRefusedAsync(ErrorCodes.SessionNotActive);
        await user.CompleteAsync(id);
        await user.CompleteAsync(id).ShouldBeRefusedAsync(ErrorCodes.SessionEnded);
        await user.CancelAsync(id).ShouldBeRefusedAsync(ErrorCodes.SessionEnded);
        await user.PauseAsync(id).ShouldBeRefusedAsync(ErrorCodes.SessionEnded);
        await user.ResumeAsync(id).ShouldBeRefusedAsync(ErrorCodes.SessionEnded);
        await user.DistractAsync(id, "Phone").ShouldBeRefusedAsync(ErrorCodes.SessionEnded);
    }

    [Fact]
    public async Task Cancel_OfALiveSession_GivesNoCredit()
    {
        var user = system.NewUser();
        var id = (await user.StartAsync()).SessionId;

        (await user.CancelAsync(id)).ShouldBe(new Wire.CancelSessionResponse { Success = true, Message = "Session canceled" });

        system.Events<SessionCompleted>(user).ShouldBeEmpty();
        system.Events<SessionCanceled>(user).Count.ShouldBe(1);
        (await user.ActiveAsync()).ShouldBeNull();
        (await user.ListAsync()).Sessions.ShouldHaveSingleItem().Status.ShouldBe(Wire.SessionStatus.Canceled);
    }

    [Theory]
    [InlineData("0123456789abcdef01234567")]
    [InlineData("abc123")]
    [InlineData("ABCDEF0123456789ABCDEF01")]
    [InlineData("'; DROP TABLE sessions; --")]
    public async Task Commands_OnAnUnknownSession_AreNotFound(string id)
    {
        var user = system.NewUser();

        await user.PauseAsync(id).ShouldBeRefusedAsync(ErrorCodes.NotFound);
        await user.ResumeAsync(id).ShouldBeRefusedAsync(ErrorCodes.NotFound);
        await user.DistractAsync(id, "Phone").ShouldBeRefusedAsync(ErrorCodes.NotFound);
        await user.CompleteAsync(id).ShouldBeRefusedAsync(ErrorCodes.NotFound);
        await user.CancelAsync(id).ShouldBeRefusedAsync(ErrorCodes.NotFound);
    }

    [Fact]
    public async Task Commands_OnSomebodyElsesSession_AreNotFoundAndChangeNothing()
    {
        var (owner, other) = (system.NewUser(), system.NewUser());
        var id = (await owner.StartAsync()).SessionId;
        var before = await system.StoredAsync(id);

        await other.PauseAsync(id).ShouldBeRefusedAsync(ErrorCodes.NotFound);
        await other.ResumeAsync(id).ShouldBeRefusedAsync(ErrorCodes.NotFound);
        await other.DistractAsync(id, "Phone").ShouldBeRefusedAsync(ErrorCodes.NotFound);
        await other.CompleteAsync(id).ShouldBeRefusedAsync(ErrorCodes.NotFound);
        await other.CancelAsync(id).ShouldBeRefusedAsync(ErrorCodes.NotFound);

        (await other.ActiveAsync()).ShouldBeNull();
        (await other.ListAsync()).Sessions.ShouldBeEmpty();
        var after = await system.StoredAsync(id);
        (after.Status, after.Distractions.Count).ShouldBe((before.Status, before.Distractions.Count));
    }

    [Fact]
    public async Task Commands_WithoutASession_TellTheField()
    {
        var user = system.NewUser();

        await user.PauseAsync("").ShouldHaveInvalidFieldsAsync("session_id");
        await user.DistractAsync("", "").ShouldHaveInvalidFieldsAsync("session_id", "distraction_note");
        await user.CompleteAsync("", 6).ShouldHaveInvalidFieldsAsync("session_id", "productivity_rating");
    }

    [Fact]
    public async Task Complete_TwentyAtOnce_IsOneCredit()
    {
        var user = system.NewUser();
        var id = (await user.StartAsync()).SessionId;
        system.Clock.Advance(TimeSpan.FromMinutes(10));

        var successes = await Enumerable.Range(0, 20).Select(_ => user.CompleteAsync(id)).SuccessesAsync(ErrorCodes.SessionEnded);

        successes.ShouldBe(1);
        system.Events<SessionCompleted>(user).ShouldHaveSingleItem().CreditedSeconds.ShouldBe(600);
        system.Effects.AllAreLetGo.ShouldBeTrue();
    }

    [Fact]
    public async Task Distractions_TenAtOnce_AreAllKept()
    {
        var user = system.NewUser();
        var id = (await user.StartAsync()).SessionId;

        var counts = await Task.WhenAll(Enumerable.Range(1, 10).Select(number => user.DistractAsync(id, $"Note {number}")));

        counts.Order().ShouldBe(Enumerable.Range(1, 10));
        (await system.StoredAsync(id)).Distractions.Select(distraction => distraction.Note).Distinct().Count().ShouldBe(10);
    }

    [Fact]
    public async Task Complete_WaitsForItsEffectsFromBeforeTheSave()
    {
        var user = system.NewUser();
        var id = (await user.StartAsync()).SessionId;
        var effects = new TaskCompletionSource();
        var waiting = new TaskCompletionSource();
        system.Effects.WhenWaitedFor = () =>
        {
            waiting.TrySetResult();
            return effects.Task;
        };
        try
        {
            var complete = user.CompleteAsync(id);
            await waiting.Task.WaitAsync(TimeSpan.FromSeconds(10));

            // Saved, and not answered yet.
            complete.IsCompleted.ShouldBeFalse();
            (await system.StoredAsync(id)).Status.ShouldBe(SessionStatus.Completed);
            var operation = system.Events<SessionCompleted>(user).Single().CorrelationId;
            system.Effects.WasExpected(operation).ShouldBeTrue();
            system.Effects.WasWaitedFor(operation).ShouldBeTrue();

            effects.SetResult();
            (await complete).Completed.ShouldBeTrue();
        }
        finally
        {
            effects.TrySetResult();
            system.Effects.WhenWaitedFor = () => Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Complete_AcrossMidnightWhereTheUserIs_CountsForTheNewDate()
    {
        // Auckland is 12 or 13 hours ahead; the clock is moved to 20 minutes before its midnight.
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Pacific/Auckland");
        var local = TimeZoneInfo.ConvertTime(system.Clock.GetUtcNow(), zone);
        system.Clock.Advance(TimeSpan.FromDays(1) - local.TimeOfDay - TimeSpan.FromMinutes(20) + TimeSpan.FromDays(1));
        var user = system.NewUser("Pacific/Auckland");
        var startDate = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(system.Clock.GetUtcNow(), zone).DateTime);
        var id = (await user.StartAsync()).SessionId;
        system.Clock.Advance(TimeSpan.FromMinutes(25));

        await user.CompleteAsync(id);

        system.Events<SessionCompleted>(user).Single().LocalDate.ShouldBe(startDate.AddDays(1));
    }
}
