using FocusSuite.ServiceDefaults.Errors;
using FocusSuite.Sessions.Deciding;
using FocusSuite.Sessions.Ending;
using FocusSuite.Sessions.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Ending;

/// <summary>When a completion waits for its effects.</summary>
public sealed class CompleteHandlerTests
{
    private static readonly Completion Silent = new(null, null);

    private readonly MemoryStore _store = new();
    private readonly FakeEffects _effects = new();
    private readonly FocusSession _session = Some.Active();
    private readonly CompleteHandler _handler;
    private int _waits;

    public CompleteHandlerTests()
    {
        _store.Put(_session);
        _effects.WhenWaitedFor = () =>
        {
            _waits++;
            return Task.CompletedTask;
        };
        _handler = new(new SessionCommands(new(_store), new FakeTimeProvider(Some.At(10))), _effects);
    }

    [Fact]
    public async Task Complete_OfALiveSession_WaitsForItsEffectsAfterTheSave()
    {
        _effects.WhenWaitedFor = () =>
        {
            _waits++;
            _store[_session.Id].Status.ShouldBe(SessionStatus.Completed);
            return Task.CompletedTask;
        };

        (await CompleteAsync()).ShouldBe(_store[_session.Id]);

        _waits.ShouldBe(1);
        _effects.AllAreLetGo.ShouldBeTrue();
    }

    [Fact]
    public async Task Complete_Repeated_DoesNotWaitAgain()
    {
        var first = await CompleteAsync();

        (await CompleteAsync()).ShouldBe(first);

        _waits.ShouldBe(1);
    }

    [Fact]
    public async Task Complete_ThatIsRefused_LetsTheWaitGo()
    {
        await CompleteAsync();

        await Should.ThrowAsync<FocusException>(CompleteAsync("other")).RefusesWith(ErrorCodes.SessionEnded);

        _effects.AllAreLetGo.ShouldBeTrue();
    }

    private Task<FocusSession> CompleteAsync(string key = Some.Key) => _handler.HandleAsync(_session.Id, Some.UserId, key, Silent, CancellationToken.None);
}
