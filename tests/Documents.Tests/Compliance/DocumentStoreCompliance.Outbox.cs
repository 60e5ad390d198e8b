using FocusSuite.Messaging.Outbox;
using Shouldly;

namespace FocusSuite.Documents.Tests.Compliance;

public abstract partial class DocumentStoreCompliance
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // Messages saved through it are free at once, as if their process had died and the lease had run out.
    private IDocumentStore<Session> StoreOfADeadProcess => Start(new RecordingRelay { Lease = TimeSpan.FromSeconds(-1) }).Store<Session>();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Save_WithMessages_PostsThemAndLeasesThemToThisProcess(long version)
    {
        if (version > 0)
        {
            await Store.SaveAsync(Session.Done("a"), 0, [], Bound);
        }

        OutboxMessage[] messages = [Message("First"), Message("Second", minute: 1)];
        await Store.SaveAsync(Session.Live("a"), version, messages, Bound);

        Relay.Posts.ShouldHaveSingleItem().Messages.ShouldBe(messages);
        (await Outbox.TakeAsync(10, Minute, Bound)).ShouldBeEmpty();
        (await Outbox.MeasureAsync(Bound)).ShouldBe(new(2, messages[0].OccurredAt));
        await Relay.Posts.Single().Source.RemoveAsync([messages[0].Id, Guid.NewGuid()], Bound);
        (await Outbox.MeasureAsync(Bound)).ShouldBe(new(1, messages[1].OccurredAt));
        await Outbox.RemoveAsync([messages[0].Id, messages[1].Id], Bound);
        (await Outbox.MeasureAsync(Bound)).ShouldBe(default);
    }

    [Fact]
    public async Task Save_WithoutMessages_PostsNothing()
    {
        await Store.SaveAsync(Session.Done("a"), 0, [], Bound);

        Relay.Posts.ShouldBeEmpty();
        (await Outbox.MeasureAsync(Bound)).ShouldBe(default);
    }

    [Fact]
    public async Task Take_LeaseRunOut_GivesTheMessagesWhole()
    {
        var (store, messages) = (StoreOfADeadProcess, Enumerable.Range(0, 4).Select(n => Message($"T{n}", n)).ToArray());
        await store.SaveAsync(Session.Done("a"), 0, messages[..2], Bound);
        await store.SaveAsync(Session.Done("a"), 1, messages[2..3], Bound);
        await store.SaveAsync(Session.Done("b"), 0, messages[3..], Bound);

        (await Outbox.TakeAsync(10, Minute, Bound)).OrderBy(message => message.OccurredAt).ShouldBe(messages);
        (await Outbox.TakeAsync(10, Minute, Bound)).ShouldBeEmpty();
        (await Outbox.MeasureAsync(Bound)).ShouldBe(new(4, messages[0].OccurredAt));
    }

    [Fact]
    public async Task Take_NotPublished_CanBeTakenAgainWhenTheLeaseRunsOut()
    {
        await StoreOfADeadProcess.SaveAsync(Session.Done("a"), 0, [Message()], Bound);

        var first = await Outbox.TakeAsync(10, TimeSpan.FromSeconds(-1), Bound);

        (await Outbox.TakeAsync(10, Minute, Bound)).ShouldBe(first);
    }

    [Fact]
    public async Task Take_FewerThanThereAre_GivesThatManyAndLeavesTheRest()
    {
        var (store, messages) = (StoreOfADeadProcess, Enumerable.Range(0, 10).Select(n => Message($"T{n}", n)).ToArray());
        for (var n = 0; n < 5; n++)
        {
            await store.SaveAsync(Session.Done($"s{n}"), 0, messages[(2 * n)..(2 * n + 2)], Bound);
        }

        var first = await Outbox.TakeAsync(3, Minute, Bound);
        var rest = await Outbox.TakeAsync(10, Minute, Bound);

        first.Count.ShouldBe(3);
        first.Concat(rest).Select(message => message.Id).ShouldBe(messages.Select(message => message.Id), ignoreOrder: true);
    }

    [Fact]
    public async Task Take_FourReplicasAtOnce_EachMessageGoesToOne()
    {
        var store = StoreOfADeadProcess;
        var messages = Enumerable.Range(0, 60).Select(n => Message($"T{n}", n)).ToArray();
        await Task.WhenAll(messages.Chunk(3).Select((three, n) => store.SaveAsync(Session.Done($"s{n}"), 0, three, Bound)));
        var replicas = Enumerable.Range(0, 4).Select(_ => Start(new RecordingRelay()).Outbox).ToArray();

        var taken = await Task.WhenAll(replicas.Select(async outbox =>
        {
            var mine = new List<OutboxMessage>();
            for (IReadOnlyList<OutboxMessage> some; (some = await outbox.TakeAsync(7, Minute, Bound)).Count > 0;)
            {
                mine.AddRange(some);
            }

            return mine;
        }));

        // A replica that lost every race of a round may have stopped early; what it missed is then still free.
        var left = await Outbox.TakeAsync(100, Minute, Bound);
        taken.SelectMany(mine => mine).Concat(left).Select(message => message.Id)
            .ShouldBe(messages.Select(message => message.Id), ignoreOrder: true);
    }

    [Fact]
    public async Task Outbox_TakeAndRemove_DoNotTouchTheVersion()
    {
        var message = Message();
        await StoreOfADeadProcess.SaveAsync(Session.Live("a"), 0, [message], Bound);

        await Outbox.TakeAsync(10, Minute, Bound);
        await Outbox.RemoveAsync([message.Id], Bound);

        (await Store.GetAsync(1, "a", Bound))!.Version.ShouldBe(1);
        await Store.SaveAsync(Session.Done("a"), 1, [], Bound);
    }

    [Fact]
    public async Task Outbox_SeveralKindsOfDocuments_AreOneSource()
    {
        var replica = Start(new RecordingRelay { Lease = TimeSpan.FromSeconds(-1) });
        OutboxMessage[] messages = [Message("First"), Message("Second", minute: 1)];
        await replica.Store<Session>().SaveAsync(Session.Done("a"), 0, messages[..1], Bound);
        await replica.Store<Awkward>().SaveAsync(Awkward.Values, 0, messages[1..], Bound);

        (await Outbox.MeasureAsync(Bound)).ShouldBe(new(2, messages[0].OccurredAt));
        (await Outbox.TakeAsync(10, Minute, Bound)).OrderBy(message => message.OccurredAt).ShouldBe(messages);
        await Outbox.RemoveAsync([.. messages.Select(message => message.Id)], Bound);
        (await Outbox.MeasureAsync(Bound)).ShouldBe(default);
    }

    /// <summary>S14: leases go by the server's clock, which here is this machine's.</summary>
    [Fact]
    public async Task GetUtcNow_OfTheDatabase_IsTheServersTime() =>
        (await One.Database.GetUtcNowAsync(Bound)).ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromSeconds(10));
}
