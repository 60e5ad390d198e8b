using System.Diagnostics;
using FocusSuite.Documents.Tests.Compliance;
using Shouldly;

namespace FocusSuite.Documents.Tests.Peer;

/// <summary>What the adapter makes of servers in trouble.</summary>
public sealed class MongoPeerFaultTests : MongoPeerTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(400);

    [Fact]
    public async Task Save_PrimaryStepsDown_IsRetriedWithTheSameWriteId()
    {
        var peer = StartPeer().On("update", Move.Reply(NoPrimary), Move.Reply(Written));

        await ConnectStore(peer).SaveAsync(Session.Live("a"), 1, [], Bound);

        peer.ShouldBeFinished();
        peer.Commands.Select(command => command["updates"]).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Save_NoPrimaryComes_IsUnavailableAndTransient()
    {
        var peer = StartPeer().On("update", Enumerable.Repeat(Move.Reply(NoPrimary), 3));

        await ShouldBeUnavailableAsync(() => ConnectStore(peer).SaveAsync(Session.Live("a"), 1, [], Bound));

        peer.ShouldBeFinished();
        Relay.Posts.ShouldBeEmpty();
    }

    [Fact]
    public async Task Save_NoMajorityEver_IsUnavailableAndTransient()
    {
        var peer = StartPeer().On("update", Enumerable.Repeat(Move.Reply(NoMajority), 3));

        await ShouldBeUnavailableAsync(() => ConnectStore(peer).SaveAsync(Session.Live("a"), 1, [], Bound));

        peer.ShouldBeFinished();
        Relay.Posts.ShouldBeEmpty();
    }

    [Fact]
    public async Task Save_ServerIsSilent_IsUnavailableInBoundedTime()
    {
        var peer = StartPeer().On("update", Move.Silence);
        var store = ConnectStore(peer, Short);
        var watch = Stopwatch.StartNew();

        await ShouldBeUnavailableAsync(() => store.SaveAsync(Session.Live("a"), 1, [], Bound));

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        peer.ShouldBeFinished();
    }

    [Fact]
    public async Task Get_PrimaryStepsDown_IsReadAgain()
    {
        var peer = StartPeer().On("find", Move.Reply(NoPrimary), Move.Reply(Nothing));

        (await ConnectStore(peer).GetAsync(1, "a", Bound)).ShouldBeNull();

        peer.ShouldBeFinished();
    }

    [Fact]
    public async Task Get_ConnectionDropped_IsReadAgain()
    {
        var peer = StartPeer().On("find", Move.Close, Move.Reply(Nothing));

        (await ConnectStore(peer).GetAsync(1, "a", Bound)).ShouldBeNull();

        peer.ShouldBeFinished();
    }

    [Fact]
    public async Task Get_NotAllowed_IsUnavailableAndNotTransient()
    {
        var peer = StartPeer().On("find", Move.Reply("{ ok: 0, code: 13, codeName: 'Unauthorized', errmsg: 'not authorized on peer' }"));

        var fault = await Should.ThrowAsync<DocumentStoreUnavailableException>(() => ConnectStore(peer).GetAsync(1, "a", Bound));

        fault.IsTransient.ShouldBeFalse();
        peer.ShouldBeFinished();
    }

    [Fact]
    public async Task Get_NoServer_IsUnavailableWithinTheSelectionTimeout()
    {
        var peer = StartPeer();
        var store = ConnectStore(peer, Short);
        await peer.DisposeAsync();
        var watch = Stopwatch.StartNew();

        await ShouldBeUnavailableAsync(() => store.GetAsync(1, "a", Bound));

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    private static async Task ShouldBeUnavailableAsync(Func<Task> action) =>
        (await Should.ThrowAsync<DocumentStoreUnavailableException>(action)).IsTransient.ShouldBeTrue();
}
