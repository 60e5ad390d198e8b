using FocusSuite.Documents;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Features;
using FocusSuite.Sessions.Tests.Support;
using FocusSuite.TestSupport.Hosting;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Features;

public sealed class EndOverdueSessionsTests
{
    private readonly MemoryStore _store = new();
    private readonly FakeLogger<EndOverdueSessions> _logs = new();
    private readonly EndOverdueSessions _sweep;

    public EndOverdueSessionsTests() => _sweep = new(new(_store), new FakeTimeProvider(Some.At(55)), _logs);

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
}
