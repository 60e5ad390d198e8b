using FocusSuite.Documents;
using FocusSuite.Messaging.Events;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Events;
using FocusSuite.Sessions.Persistence;
using FocusSuite.Sessions.Tests.Support;
using FocusSuite.TestSupport.Errors;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Service;

/// <summary>D6: a program that is given up or completed ends the session that is live in it.</summary>
[Collection(ServiceTests.Name)]
public sealed class ProgramEndTests(SessionsSystem system)
{
    /// <summary>D6: what ran until then counts, however late the word comes.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(24 * 60)]
    public async Task Ended_WithALiveSession_CompletesItAtThatTime(double minutesLate)
    {
        var user = system.NewUser();
        var id = (await user.StartAsync(minutes: 180)).SessionId;
        system.Clock.Advance(TimeSpan.FromMinutes(10));
        var ended = Ended(user);
        system.Clock.Advance(TimeSpan.FromMinutes(minutesLate));

        await DeliverAsync(ended);

        var stored = await system.StoredAsync(id);
        (stored.Status, stored.EndedBy, stored.EndedAt, stored.CreditedSeconds)
            .ShouldBe((SessionStatus.Completed, EndedBy.System, ended.EndedAt, 600));
        var completed = system.Events<SessionCompleted>(user).ShouldHaveSingleItem();
        (completed.CorrelationId, completed.CausationId, completed.EndedAt, completed.CreditedSeconds, completed.EnrollmentId)
            .ShouldBe((ended.CorrelationId, ended.Id, ended.EndedAt, 600, user.Enrollment.EnrollmentId));

        // Its credit is the last effect: progress tells of it.
        system.Events<ProgressUpdated>(user).ShouldBeEmpty();
        (await user.ActiveAsync()).ShouldBeNull();
        await user.CompleteAsync(id).ShouldBeRefusedAsync(ErrorCodes.SessionEnded);
        (await user.StartAsync()).SessionId.ShouldNotBe(id);
    }

    /// <summary>D6: the contract's bounds of time hold for this end, too.</summary>
    [Fact]
    public async Task Ended_AfterThePlannedEnd_CompletesItThere()
    {
        var user = system.NewUser();
        var started = await user.StartAsync();
        system.Clock.Advance(TimeSpan.FromMinutes(40));

        await DeliverAsync(Ended(user));

        var stored = await system.StoredAsync(started.SessionId);
        (stored.EndedAt, stored.CreditedSeconds).ShouldBe((started.StartedAt.ToDateTimeOffset().AddMinutes(25), 1500));
    }

    /// <summary>D6: a paused session ends where it was paused.</summary>
    [Fact]
    public async Task Ended_WithAPausedSession_CompletesItAtItsPause()
    {
        var user = system.NewUser();
        var id = (await user.StartAsync()).SessionId;
        system.Clock.Advance(TimeSpan.FromMinutes(5));
        await user.PauseAsync(id);
        var pausedAt = system.Clock.GetUtcNow();
        system.Clock.Advance(TimeSpan.FromMinutes(30));

        await DeliverAsync(Ended(user));

        var stored = await system.StoredAsync(id);
        (stored.Status, stored.EndedAt, stored.CreditedSeconds).ShouldBe((SessionStatus.Completed, pausedAt, 300));
    }

    /// <summary>D6: less than a minute is no work to keep; then nothing follows, and whoever waits is told so.</summary>
    [Fact]
    public async Task Ended_RightAfterAStart_CancelsTheSessionAndTellsWhoWaits()
    {
        var user = system.NewUser();
        var id = (await user.StartAsync()).SessionId;
        system.Clock.Advance(TimeSpan.FromSeconds(59));
        var ended = Ended(user);

        await DeliverAsync(ended);

        (await system.StoredAsync(id)).Status.ShouldBe(SessionStatus.Canceled);
        system.Events<SessionCanceled>(user).ShouldHaveSingleItem().CausationId.ShouldBe(ended.Id);
        system.Events<SessionCompleted>(user).ShouldBeEmpty();
        ShouldBeSettled(user, ended);
    }

    /// <summary>D6: events come more than once.</summary>
    [Fact]
    public async Task Ended_ToldTwiceAndAtOnce_EndsTheSessionOnce()
    {
        var user = system.NewUser();
        var id = (await user.StartAsync()).SessionId;
        system.Clock.Advance(TimeSpan.FromMinutes(2));
        var ended = Ended(user);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => DeliverAsync(ended)));
        await DeliverAsync(ended);

        (await system.StoredAsync(id)).CreditedSeconds.ShouldBe(120);
        system.Events<SessionCompleted>(user).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Ended_WithoutASession_TellsWhoWaits()
    {
        var user = system.NewUser();
        var ended = Ended(user);

        await DeliverAsync(ended);

        ShouldBeSettled(user, ended);
    }

    /// <summary>D6: another program's session is left alone.</summary>
    [Fact]
    public async Task Ended_OfAnotherProgram_LeavesTheSessionAlone()
    {
        var user = system.NewUser();
        var id = (await user.StartAsync()).SessionId;
        system.Clock.Advance(TimeSpan.FromMinutes(2));
        var ended = Ended(user) with { EnrollmentId = system.NewId() };

        await DeliverAsync(ended);
        await SecondLookAsync();

        (await user.ActiveAsync()).ShouldNotBeNull().SessionId.ShouldBe(id);
        ShouldBeSettled(user, ended);
    }

    /// <summary>D6: a start that had its permission before the end saves its session after the first look.</summary>
    [Fact]
    public async Task Ended_BeforeTheSessionOfAStartUnderWayIsThere_EndsItAtTheSecondLook()
    {
        var user = system.NewUser();
        var ended = Ended(user);
        await DeliverAsync(ended);

        // The fake peer still says that the program is in progress, as it did when that start asked.
        var id = (await user.StartAsync()).SessionId;
        system.Clock.Advance(TimeSpan.FromMinutes(5));
        await SecondLookAsync();

        var stored = await system.StoredAsync(id);
        (stored.Status, stored.EndedBy, stored.EndedAt, stored.CreditedSeconds)
            .ShouldBe((SessionStatus.Canceled, EndedBy.System, stored.StartedAt, 0));
        (await Notes.GetAsync(ended.UserId, EndedEnrollment.IdOf(ended.EnrollmentId), CancellationToken.None)).ShouldBeNull();
        (await user.ActiveAsync()).ShouldBeNull();
    }

    /// <summary>D6: a note is a user's, and goes with the user.</summary>
    [Fact]
    public async Task Ended_IsNotedUntilTheSecondLookAndFoundByItsUser()
    {
        var user = system.NewUser();
        await DeliverAsync(Ended(user));

        var page = await Notes.FindAsync(new(EndedEnrollment.ByUser) { Equal = [user.UserId] }, CancellationToken.None);

        page.Items.ShouldHaveSingleItem().Document.EnrollmentId.ShouldBe(user.Enrollment.EnrollmentId);
    }

    /// <summary>D6: the next start is free, also while the word is on its way.</summary>
    [Theory]
    [InlineData(EnrollmentStatus.Abandoned)]
    [InlineData(EnrollmentStatus.Completed)]
    public async Task Start_WhileTheSessionOfAnEndedProgramIsInTheWay_EndsThatOneAndStarts(EnrollmentStatus status)
    {
        var user = system.NewUser();
        var next = Another(user);
        var id = (await user.StartAsync()).SessionId;
        system.Clock.Advance(TimeSpan.FromMinutes(5));
        var ended = Ended(user);
        user.Enrollment.Status = status;
        user.Enrollment.AbandonedAt = status == EnrollmentStatus.Abandoned ? ended.EndedAt.ToTimestamp() : null;
        user.Enrollment.CompletedAt = status == EnrollmentStatus.Completed ? ended.EndedAt.ToTimestamp() : null;
        system.Clock.Advance(TimeSpan.FromMinutes(5));

        var started = (await user.StartAsync(enrollmentId: next)).SessionId;

        var stored = await system.StoredAsync(id);
        (stored.Status, stored.EndedAt, stored.CreditedSeconds).ShouldBe((SessionStatus.Completed, ended.EndedAt, 300));

        // The late word finds nothing to do.
        await DeliverAsync(ended);
        system.Events<SessionCompleted>(user).Count.ShouldBe(1);
        (await user.ActiveAsync()).ShouldNotBeNull().SessionId.ShouldBe(started);
    }

    /// <summary>D6: one live session across programs it remains.</summary>
    [Theory]
    [InlineData(EnrollmentStatus.InProgress)]
    [InlineData(EnrollmentStatus.Paused)]
    [InlineData(null)]
    public async Task Start_WhileAnotherProgramsSessionIsLive_IsRefused(EnrollmentStatus? status)
    {
        var user = system.NewUser();
        var next = Another(user);
        var id = (await user.StartAsync()).SessionId;
        if (status is { } known)
        {
            user.Enrollment.Status = known;
        }
        else
        {
            system.Peers.EnrollmentsById.TryRemove(user.Enrollment.EnrollmentId, out _);
        }

        await user.StartAsync(enrollmentId: next).ShouldBeRefusedAsync(ErrorCodes.ActiveSessionExists);

        (await user.ActiveAsync()).ShouldNotBeNull().SessionId.ShouldBe(id);
    }

    private IDocumentStore<EndedEnrollment> Notes => system.Services.GetRequiredService<IDocumentStore<EndedEnrollment>>();

    private EnrollmentEnded Ended(TestUser user) => new()
    {
        OccurredAt = system.Clock.GetUtcNow(),
        UserId = user.UserId,
        CorrelationId = Guid.CreateVersion7(),
        EnrollmentId = user.Enrollment.EnrollmentId,
        EndedAt = system.Clock.GetUtcNow(),
    };

    private long Another(TestUser user)
    {
        var enrollment = new GetEnrollmentResponse(user.Enrollment) { EnrollmentId = system.NewId() };
        system.Peers.EnrollmentsById[enrollment.EnrollmentId] = enrollment;
        return enrollment.EnrollmentId;
    }

    private async Task DeliverAsync(EnrollmentEnded ended)
    {
        while (true)
        {
            await using var scope = system.Services.CreateAsyncScope();
            try
            {
                await scope.ServiceProvider.GetRequiredService<EnrollmentEndedHandler>().HandleAsync(ended, CancellationToken.None);
                return;
            }
            catch (DocumentConflictException)
            {
                // The broker delivers again what failed by a lost race.
            }
        }
    }

    private async Task SecondLookAsync()
    {
        var later = new FakeTimeProvider(DateTimeOffset.UtcNow + EndedEnrollment.SecondLookAfter + TimeSpan.FromSeconds(1));
        using var look = new SecondLook(
            system.Services.GetRequiredService<LiveSessionEnd>(), Notes, system.Clock, later, NullLogger<SecondLook>.Instance);
        await look.RunAsync(CancellationToken.None);
    }

    private void ShouldBeSettled(TestUser user, EnrollmentEnded ended)
    {
        var word = system.Events<ProgressUpdated>(user).ShouldHaveSingleItem();
        (word.CorrelationId, word.CausationId, word.EnrollmentId, word.Settled)
            .ShouldBe((ended.CorrelationId, ended.Id, ended.EnrollmentId, true));
    }
}
