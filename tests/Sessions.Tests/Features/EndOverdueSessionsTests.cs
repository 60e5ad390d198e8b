using FocusSuite.Documents;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Features;
using FocusSuite.Sessions.Tests.Support;
using FocusSuite.TestSupport.Hosting;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Features;

public sealed class EndOverdueSessionsTests
{
    private readonly MemoryStore _store = new();
    private readonly FakeEnrollments _enrollments = new();
    private readonly FakeLogger<EndOverdueSessions> _logs = new();
    private readonly EndOverdueSessions _sweep;

    public EndOverdueSessionsTests()
    {
        var clock = new FakeTimeProvider(Some.At(55));
        _sweep = new(new(_store), new ProgramEnd(_enrollments, clock), clock, _logs);
    }

    [Fact]
    public async Task Sweep_WithASessionThatCannotBeEnded_EndsTheOthersAndTellsIt()
    {
        var (broken, sound) = (Some.Active(), Some.Active() with { UserId = 8 });
        _store.Put(broken);
        _store.Put(sound);
        _store.BeforeSave = session => _ = session.Id == broken.Id ? throw new InvalidOperationException("No.") : true;

        (await _sweep.RunAsync(CancellationToken.None)).ShouldBe(1);

        _store[sound.Id].Status.ShouldBe(SessionStatus.Completed);
        _store[broken.Id].Status.ShouldBe(SessionStatus.Active);
        _logs.Collector.Errors.ShouldHaveSingleItem().ShouldContain(broken.Id);
    }

    [Fact]
    public async Task Sweep_ThatSomebodyIsQuickerThan_LeavesTheSession()
    {
        var session = Some.Active();
        _store.Put(session);
        _store.BeforeSave = _ => _store.Put(session.Pause(24));

        (await _sweep.RunAsync(CancellationToken.None)).ShouldBe(0);

        _store[session.Id].Status.ShouldBe(SessionStatus.Paused);
        _store.PublishedTypes.ShouldBeEmpty();
        _logs.Collector.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Sweep_WhileTheDatabaseIsAway_GivesUp()
    {
        _store.Put(Some.Active());
        _store.BeforeSave = _ => throw new DocumentStoreUnavailableException("Away.", isTransient: true, new TimeoutException());

        await Should.ThrowAsync<DocumentStoreUnavailableException>(_sweep.RunAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Sweep_ThatIsCanceled_GivesUpAndTellsNoError()
    {
        _store.Put(Some.Active());
        _store.BeforeSave = _ => throw new OperationCanceledException();

        await Should.ThrowAsync<OperationCanceledException>(_sweep.RunAsync(CancellationToken.None));

        _logs.Collector.Errors.ShouldBeEmpty();
    }

    /// <summary>The word of a program's end may be hours late, where the broker is away: it changes no credit.</summary>
    [Theory]
    [InlineData(EnrollmentStatus.Abandoned)]
    [InlineData(EnrollmentStatus.Completed)]
    public async Task Sweep_OfASessionWhoseProgramHasEnded_CreditsItUntilThen(EnrollmentStatus status)
    {
        var session = Some.Active();
        _store.Put(session);
        _enrollments.Answer.Status = status;
        _enrollments.Answer.AbandonedAt = status == EnrollmentStatus.Abandoned ? Some.At(7).ToTimestamp() : null;
        _enrollments.Answer.CompletedAt = status == EnrollmentStatus.Completed ? Some.At(7).ToTimestamp() : null;

        (await _sweep.RunAsync(CancellationToken.None)).ShouldBe(1);

        (_store[session.Id].EndedBy, _store[session.Id].EndedAt, _store[session.Id].CreditedSeconds)
            .ShouldBe((EndedBy.System, Some.At(7), 420));
        var asked = _enrollments.Asked.ShouldHaveSingleItem();
        (asked.EnrollmentId, asked.UserId).ShouldBe((session.EnrollmentId, session.UserId));
    }

    [Fact]
    public async Task Sweep_OfAnEnrollmentThatNobodyKnows_EndsTheSession()
    {
        var session = Some.Active();
        _store.Put(session);
        _enrollments.Failure = StatusCode.NotFound;

        (await _sweep.RunAsync(CancellationToken.None)).ShouldBe(1);

        _store[session.Id].CreditedSeconds.ShouldBe(1500);
    }

    [Fact]
    public async Task Sweep_OfAnEnrollmentThatCannotBeTold_LeavesTheSessionAndTellsIt()
    {
        var session = Some.Active();
        _store.Put(session);
        _enrollments.Failure = StatusCode.Internal;

        (await _sweep.RunAsync(CancellationToken.None)).ShouldBe(0);

        _store[session.Id].Status.ShouldBe(SessionStatus.Active);
        _logs.Collector.Errors.ShouldHaveSingleItem().ShouldContain(session.Id);
    }

    [Fact]
    public async Task Sweep_WhileEnrollmentIsAway_GivesUpAndLeavesTheSession()
    {
        var session = Some.Active();
        _store.Put(session);
        _enrollments.Failure = StatusCode.Unavailable;

        await Should.ThrowAsync<RpcException>(_sweep.RunAsync(CancellationToken.None));

        _store[session.Id].Status.ShouldBe(SessionStatus.Active);
    }
}
