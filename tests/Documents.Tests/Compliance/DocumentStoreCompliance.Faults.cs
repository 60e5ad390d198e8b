using Shouldly;

namespace FocusSuite.Documents.Tests.Compliance;

public abstract partial class DocumentStoreCompliance
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Save_AnswerIsLost_IsRecognizedAsDone(long version)
    {
        var (proxy, relay) = (StartProxy(), new RecordingRelay());
        var store = Start(relay, proxy.EndPoint).Store<Session>();
        if (version > 0)
        {
            await store.SaveAsync(Session.Live("marked"), 0, [], Bound);
        }

        proxy.LoseAnswerTo("marked");
        await store.SaveAsync(Session.Live("marked") with { Minutes = 50 }, version, [Message()], Bound);

        proxy.Lost.ShouldBe(1);
        (await Store.GetAsync(1, "marked", Bound)).ShouldBe(new(Session.Live("marked") with { Minutes = 50 }, version + 1));
        (await Outbox.MeasureAsync(Bound)).Count.ShouldBe(1);
        relay.Posts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Save_AnswerToAConflictIsLost_IsStillAConflict()
    {
        var proxy = StartProxy();
        var store = Start(new RecordingRelay(), proxy.EndPoint).Store<Session>();
        await Store.SaveAsync(Session.Live("marked"), 0, [], Bound);

        proxy.LoseAnswerTo("marked");

        await Should.ThrowAsync<DocumentConflictException>(() => store.SaveAsync(Session.Live("marked"), 0, [Message()], Bound));
        proxy.Lost.ShouldBe(1);
    }

    [Fact]
    public async Task Delete_AnswerIsLost_IsRecognizedAsDone()
    {
        var proxy = StartProxy();
        var store = Start(new RecordingRelay(), proxy.EndPoint).Store<Session>();
        await store.SaveAsync(Session.Live("marked"), 0, [], Bound);

        proxy.LoseAnswerTo("marked");
        await store.DeleteAsync(1, "marked", 1, Bound);

        proxy.Lost.ShouldBe(1);
        (await Store.GetAsync(1, "marked", Bound)).ShouldBeNull();
    }

    [Fact]
    public async Task Get_ConnectionIsLost_IsReadAgain()
    {
        var proxy = StartProxy();
        var store = Start(new RecordingRelay(), proxy.EndPoint).Store<Session>();
        await store.SaveAsync(Session.Live("marked"), 0, [], Bound);

        proxy.LoseAnswerTo("marked");

        (await store.GetAsync(1, "marked", Bound)).ShouldNotBeNull();
        proxy.Lost.ShouldBe(1);
    }

    [Fact]
    public async Task AnyMethod_NoServer_IsUnavailableAndTransient()
    {
        var proxy = StartProxy();
        var replica = Start(new RecordingRelay(), proxy.EndPoint, selection: TimeSpan.FromSeconds(1));
        await proxy.DisposeAsync();

        Func<Task>[] attempts =
        [
            () => replica.Store<Session>().GetAsync(1, "a", Bound),
            () => replica.Store<Session>().SaveAsync(Session.Live("a"), 0, [], Bound),
            () => replica.Database.PingAsync(Bound),
        ];
        foreach (var attempt in attempts)
        {
            (await Should.ThrowAsync<DocumentStoreUnavailableException>(attempt)).IsTransient.ShouldBeTrue();
        }

        await One.Database.PingAsync(Bound);
    }
}
