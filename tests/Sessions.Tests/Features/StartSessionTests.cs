using FocusSuite.Documents;
using FocusSuite.Domain;
using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Features;
using FocusSuite.Sessions.Tests.Support;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Features;

/// <summary>Races that only happen between two steps of a start.</summary>
public sealed class StartSessionTests
{
    private static readonly SessionPlan Command = new(11, 3, 25, SessionType.Program, null);

    private readonly MemoryStore _store = new();
    private readonly FakeTimeProvider _clock = new(Some.At(10));
    private readonly FakeEnrollments _enrollments = new();
    private readonly StartSession _handler;

    public StartSessionTests() => _handler = new StartSession(
        new(_store),
        new SessionCommands(new(_store), new FakeEffects(), _clock),
        new StartPermission(_enrollments, new Identity(), _clock),
        new ProgramEnd(
            new FakeEnrollments { Answer = { Status = EnrollmentStatus.Abandoned, AbandonedAt = Some.At(5).ToTimestamp() } }, _clock),
        _clock);

    [Fact]
    public async Task Start_WhereTheOtherSessionEndsInBetween_TriesAgain()
    {
        var other = Some.Active();
        _store.Put(other);
        var attempts = 0;
        _store.BeforeSave = _ =>
        {
            if (++attempts == 1)
            {
                _store.Put(other with { Status = SessionStatus.Canceled });
                throw new UniqueKeyConflictException("sessions", "", "live_session");
            }
        };

        var session = await StartAsync(null);

        attempts.ShouldBe(2);
        _store[session.Id].IsLive.ShouldBeTrue();
    }

    [Fact]
    public async Task Start_WhereAnotherSessionIsAlwaysQuicker_IsAConflictAfterFiveAttempts()
    {
        var attempts = 0;
        _store.BeforeSave = _ =>
        {
            attempts++;
            throw new UniqueKeyConflictException("sessions", "", "live_session");
        };

        await Should.ThrowAsync<ApiException>(StartAsync(null)).RefusesWith(ErrorCodes.Conflict);

        attempts.ShouldBe(5);
    }

    [Fact]
    public async Task Start_WithoutAKey_IsAnotherSessionEachTime()
    {
        var first = await StartAsync(null);
        _store.Put(first with { Status = SessionStatus.Canceled });

        (await StartAsync(null)).Id.ShouldNotBe(first.Id);

        _store.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Start_WhereTheSameRequestIsQuickerInTheNextSpan_AnswersAsThatDid()
    {
        // The key's span changes between the look for a repeat and the insert; the first request had the id of the span before.
        var boundary = DateTimeOffset.FromUnixTimeMilliseconds(21_000L * 24 * 60 * 60 * 1000);
        _clock.SetUtcNow(boundary);
        var first = FocusSession.Start(
            SessionId.OfKey(Some.UserId, Some.Key, boundary.AddMilliseconds(-5)),
            Some.UserId,
            2,
            "UTC",
            Command,
            new OperationContext(Guid.CreateVersion7(), boundary.AddMilliseconds(-5), Some.Key)).State!;
        _store.BeforeSave = _ => _store.Put(first);

        (await StartAsync(Some.Key)).ShouldBe(first);

        _store.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Start_RepeatedWithItsKey_AnswersAsThenAndStartsNothing()
    {
        var first = await StartAsync(Some.Key);
        _clock.Advance(TimeSpan.FromHours(1));

        (await StartAsync(Some.Key)).ShouldBe(first);

        (_store.Count, _store.PublishedTypes.Count).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Start_WithTheKeyOfAnotherBody_IsRefused()
    {
        await StartAsync(Some.Key);

        await Should.ThrowAsync<ApiException>(StartAsync(Some.Key, Command with { DayNumber = 2 }))
            .RefusesWith(ErrorCodes.IdempotencyKeyReused);
    }

    [Fact]
    public async Task Start_WithAKeyOfSomebodyElsesSession_IsAConflictAndShowsNothingOfIt()
    {
        // Not to be met with: ids are hashes of user and key. Were two the same, nobody would see another user's session.
        _store.Put(
            FocusSession.Start(
                SessionId.OfKey(Some.UserId, Some.Key, Some.At(10)), Some.UserId + 1, 2, "UTC", Command,
                Some.Operation(10, Some.Key)).State!);

        await Should.ThrowAsync<ApiException>(StartAsync(Some.Key)).RefusesWith(ErrorCodes.Conflict);
    }

    [Fact]
    public async Task Start_WhileAnotherIsLive_IsRefusedAndChangesNothing()
    {
        var other = Some.Active();
        _store.Put(other);

        await Should.ThrowAsync<ApiException>(StartAsync(null)).RefusesWith(ErrorCodes.ActiveSessionExists);

        _store.Only().ShouldBe(other);
    }

    [Theory]
    [InlineData(54.9, false)]
    [InlineData(55, true)]
    public async Task Start_WhileAnotherWasLeftOpen_SettlesThatOnceItIsDue(double minutes, bool settled)
    {
        var other = Some.Active();
        _store.Put(other);
        _clock.SetUtcNow(Some.At(minutes));

        if (!settled)
        {
            await Should.ThrowAsync<ApiException>(StartAsync(null)).RefusesWith(ErrorCodes.ActiveSessionExists);
            return;
        }

        (await StartAsync(null)).StartedAt.ShouldBe(Some.At(minutes));
        (_store[other.Id].Status, _store[other.Id].EndedBy).ShouldBe((SessionStatus.Completed, EndedBy.System));
        _store.PublishedTypes.ShouldBe(["SessionCompleted", "SessionStarted"]);
    }

    /// <summary>The word that the other's program has ended is late: its time counts until then, overdue or not.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(55)]
    public async Task Start_WhileAnotherIsLiveWhoseProgramHasEnded_EndsThatWithItsProgram(double minutes)
    {
        var other = Some.Active() with { EnrollmentId = 12 };
        _store.Put(other);
        _clock.SetUtcNow(Some.At(minutes));

        (await StartAsync(null)).StartedAt.ShouldBe(Some.At(minutes));

        (_store[other.Id].EndedBy, _store[other.Id].EndedAt, _store[other.Id].CreditedSeconds)
            .ShouldBe((EndedBy.System, Some.At(5), 300));
    }

    private Task<FocusSession> StartAsync(string? key, SessionPlan? command = null) =>
        _handler.RunAsync(command ?? Command, new Caller(Some.UserId, TimeZoneInfo.Utc, null), key, CancellationToken.None);

    private sealed class Identity : IdentityInternalService.IdentityInternalServiceClient;
}
