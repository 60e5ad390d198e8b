using Shouldly;

namespace FocusSuite.Documents.Tests.Compliance;

public abstract partial class DocumentStoreCompliance
{
    [Fact]
    public async Task Delete_AtItsVersion_RemovesTheDocumentAndItsKeys()
    {
        await SaveNewAsync(Session.Live("a"));

        await Store.DeleteAsync(1, "a", 1, Bound);

        (await Store.GetAsync(1, "a", Bound)).ShouldBeNull();
        (await Store.FindAsync(new("by_user") { Equal = [1] }, Bound)).Items.ShouldBeEmpty();
        await Store.SaveAsync(Session.Live("b"), 0, [], Bound);
    }

    [Theory]
    [InlineData("a", 2)]
    [InlineData("b", 1)]
    public async Task Delete_AnotherVersionOrAbsent_Conflicts(string id, long version)
    {
        await SaveNewAsync(Session.Live("a"));

        await Should.ThrowAsync<DocumentConflictException>(() => Store.DeleteAsync(1, id, version, Bound));

        (await Store.GetAsync(1, "a", Bound)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Delete_WithWaitingMessages_KeepsThemUntilTheyArePublished()
    {
        var relay = new RecordingRelay { Lease = TimeSpan.FromSeconds(-1) };
        var store = Start(relay).Store<Session>();
        var message = Message();
        await store.SaveAsync(Session.Live("a"), 0, [message], Bound);

        await store.DeleteAsync(1, "a", 1, Bound);

        (await store.GetAsync(1, "a", Bound)).ShouldBeNull();
        (await store.GetManyAsync(1, ["a"], Bound)).ShouldBeEmpty();
        (await store.FindAsync(new("by_user") { Equal = [1] }, Bound)).Items.ShouldBeEmpty();
        await Should.ThrowAsync<DocumentConflictException>(() => store.SaveAsync(Session.Live("a"), 1, [], Bound));
        await Should.ThrowAsync<DocumentConflictException>(() => store.DeleteAsync(1, "a", 1, Bound));
        (await Outbox.TakeAsync(10, TimeSpan.FromMinutes(1), Bound)).ShouldBe([message]);
        await Outbox.RemoveAsync([message.Id], Bound);
        (await Outbox.TakeAsync(10, TimeSpan.FromMinutes(1), Bound)).ShouldBeEmpty();
        (await Outbox.MeasureAsync(Bound)).ShouldBe(default);
    }

    [Fact]
    public async Task Save_AfterADeleteWithWaitingMessages_BeginsAnewAndKeepsThem()
    {
        var (first, second) = (Message("First"), Message("Second", minute: 1));
        await Store.SaveAsync(Session.Live("a"), 0, [first], Bound);
        await Store.DeleteAsync(1, "a", 1, Bound);

        await Store.SaveAsync(Session.Done("a"), 0, [second], Bound);

        (await Store.GetAsync(1, "a", Bound)).ShouldBe(new(Session.Done("a"), 1));
        (await Outbox.MeasureAsync(Bound)).ShouldBe(new(2, first.OccurredAt));
        await Should.ThrowAsync<DocumentConflictException>(() => Store.SaveAsync(Session.Done("a"), 0, [], Bound));
    }
}
