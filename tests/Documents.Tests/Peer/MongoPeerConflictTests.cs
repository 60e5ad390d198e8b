using FocusSuite.Documents.Tests.Compliance;
using Shouldly;

namespace FocusSuite.Documents.Tests.Peer;

/// <summary>What the adapter makes of rejections and of answers that got lost.</summary>
public sealed class MongoPeerConflictTests : MongoPeerTests
{
    [Theory]
    [InlineData("user_live", "{ user_id: 1, u_live: 1 }", "live")]
    [InlineData("user_slug", null, "slug")]
    [InlineData("uk_live", "{ u_live: 1 }", "live")]
    [InlineData("uk_slug", "{ u_slug: 1 }", "slug")]
    [InlineData("uk_slug", null, "slug")]
    public async Task Save_DuplicateKey_NamesTheUniqueKey(string index, string? keyPattern, string expected)
    {
        var peer = StartPeer().On("insert", Move.Reply(Duplicate(index, keyPattern)));

        var conflict = await Should.ThrowAsync<UniqueKeyConflictException>(
            () => ConnectStore(peer).SaveAsync(Session.Live("a"), 0, [], Bound));

        conflict.Key.ShouldBe(expected);
        peer.ShouldBeFinished();
    }

    [Theory]
    [InlineData("{ _id: 1 }")]
    [InlineData(null)]
    public async Task Save_DuplicateId_IsAConflictUnlessTheOtherIsDeleted(string? keyPattern)
    {
        var peer = StartPeer().On("insert", Move.Reply(Duplicate("_id_", keyPattern))).On("update", Move.Reply(NotWritten));

        await Should.ThrowAsync<DocumentConflictException>(() => ConnectStore(peer).SaveAsync(Session.Live("a"), 0, [], Bound));

        peer.ShouldBeFinished();
        peer.Commands.Last()["updates"][0]["q"].ToString().ShouldBe("""{ "_id" : "a", "user_id" : { "$in" : [1, null] }, "x" : true }""");
    }

    [Fact]
    public async Task Save_VersionMoved_IsAConflictWithoutFurtherQuestions()
    {
        var peer = StartPeer().On("update", Move.Reply(NotWritten));

        await Should.ThrowAsync<DocumentConflictException>(() => ConnectStore(peer).SaveAsync(Session.Live("a"), 1, [], Bound));

        peer.ShouldBeFinished();
        Relay.Posts.ShouldBeEmpty();
    }

    [Fact]
    public async Task Save_ConnectionDroppedAfterTheWrite_IsNoConflictAndNoSecondWrite()
    {
        var peer = StartPeer().On("update", Move.Close, Move.Reply(NotWritten)).On("find", Move.Reply(Ours));
        var message = new Messaging.Outbox.OutboxMessage(Guid.NewGuid(), "T", "{}", null, Session.Epoch);

        await ConnectStore(peer).SaveAsync(Session.Live("a"), 1, [message], Bound);

        peer.ShouldBeFinished();
        Relay.Posts.Count.ShouldBe(1);
        var commands = peer.Commands.ToArray();
        commands[1]["updates"][0]["q"].ShouldBe(commands[0]["updates"][0]["q"]);
        commands[1]["updates"][0]["u"]["$push"]["w"].ShouldBe(commands[0]["updates"][0]["u"]["$push"]["w"]);
        commands[2]["filter"]["w"].ShouldBe(commands[0]["updates"][0]["u"]["$push"]["w"]["$each"][0]);
    }

    [Fact]
    public async Task Save_ConnectionDroppedAfterTheInsert_IsNoConflict()
    {
        var peer = StartPeer()
            .On("insert", Move.Close, Move.Reply(Duplicate("_id_", "{ _id: 1 }")))
            .On("update", Move.Reply(NotWritten))
            .On("find", Move.Reply(Ours));

        await ConnectStore(peer).SaveAsync(Session.Live("a"), 0, [], Bound);

        peer.ShouldBeFinished();
    }

    [Fact]
    public async Task Save_ConnectionDroppedAfterTheInsertAndTheKeyIsReportedFirst_IsNoConflict()
    {
        var peer = StartPeer().On("insert", Move.Close, Move.Reply(Duplicate("uk_live", "{ u_live: 1 }"))).On("find", Move.Reply(Ours));

        await ConnectStore(peer).SaveAsync(Session.Live("a"), 0, [], Bound);

        peer.ShouldBeFinished();
    }

    [Fact]
    public async Task Save_ConnectionDroppedBeforeTheWrite_WritesOnce()
    {
        var peer = StartPeer().On("update", Move.Close, Move.Reply(Written));

        await ConnectStore(peer).SaveAsync(Session.Live("a"), 1, [], Bound);

        peer.ShouldBeFinished();
    }

    [Fact]
    public async Task Save_ConnectionDroppedAndAnotherWon_IsAConflict()
    {
        var peer = StartPeer().On("update", Move.Close, Move.Reply(NotWritten)).On("find", Move.Reply(Nothing));

        await Should.ThrowAsync<DocumentConflictException>(() => ConnectStore(peer).SaveAsync(Session.Live("a"), 1, [], Bound));

        peer.ShouldBeFinished();
    }

    [Theory]
    [InlineData(3)]
    [InlineData(20)]
    [InlineData(40)]
    public async Task Save_HalfAReply_IsALostAnswer(int bytes)
    {
        var peer = StartPeer().On("update", Move.HalfReply(Written, bytes), Move.Reply(NotWritten)).On("find", Move.Reply(Ours));

        await ConnectStore(peer).SaveAsync(Session.Live("a"), 1, [], Bound);

        peer.ShouldBeFinished();
    }

    [Fact]
    public async Task Save_NoMajorityYet_IsRepeatedUntilThereIs()
    {
        var peer = StartPeer().On("update", Move.Reply(NoMajority), Move.Reply(NotWritten)).On("find", Move.Reply(Ours));

        await ConnectStore(peer).SaveAsync(Session.Live("a"), 1, [], Bound);

        peer.ShouldBeFinished();
    }
}
