using FocusSuite.Documents.Internal;
using FocusSuite.Documents.Tests.Compliance;
using FocusSuite.Messaging.Outbox;
using MongoDB.Bson;
using Shouldly;

namespace FocusSuite.Documents.Tests.Peer;

/// <summary>What the adapter sends.</summary>
public sealed class MongoPeerCommandTests : MongoPeerTests
{
    private static readonly OutboxMessage Message = new(
        Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), "SessionStarted", "{}", null, Session.Epoch);

    [Fact]
    public async Task Save_NewDocument_InsertsAllOfItWithMajority()
    {
        var peer = StartPeer().On("insert", Move.Reply(Written));
        var before = DateTime.UtcNow;

        await ConnectStore(peer).SaveAsync(Session.Live("a") with { DueAt = Session.Epoch }, 0, [Message], Bound);

        peer.ShouldBeFinished();
        var command = peer.Commands.ShouldHaveSingleItem();
        command["insert"].ShouldBe("sessions");
        command["writeConcern"].ShouldBe(BsonDocument.Parse("{ w: 'majority', wtimeout: 4000 }"));
        var document = command["documents"][0].AsBsonDocument;
        document.Names.ShouldBe(["_id", "user_id", "v", "d", "w", "o", "u_live"]);
        document["user_id"].ShouldBe(new BsonInt64(1));
        document["v"].ShouldBe(new BsonInt64(1));
        document["u_live"].ShouldBe("user-1");
        document["d"].ShouldBe(BsonDocument.Parse("""
            { id: 'a', userId: NumberLong(1), state: 'Active', startedAt: ISODate('2026-03-01T08:00:00Z'), dueAt: ISODate('2026-03-01T08:00:00Z'), minutes: 25,
              title: null, slug: null, isPro: false, date: '0001-01-01', device: '00000000-0000-0000-0000-000000000000', plan: null }
            """));
        document["w"].AsBsonArray.ShouldHaveSingleItem().AsBsonBinaryData.SubType.ShouldBe(BsonBinarySubType.UuidStandard);
        var message = document["o"].AsBsonArray.ShouldHaveSingleItem().AsBsonDocument;
        message["i"].AsBsonBinaryData.ToGuid().ShouldBe(Message.Id);
        message["a"].ToUniversalTime().ShouldBe(Session.Epoch.UtcDateTime);
        message["l"].ToUniversalTime().ShouldBeInRange(before.Add(Relay.Lease).AddSeconds(-1), DateTime.UtcNow.Add(Relay.Lease));
        message.Remove("i");
        message.Remove("a");
        message.Remove("l");
        message.ShouldBe(BsonDocument.Parse("{ t: 'SessionStarted', b: '{}', p: null }"));
    }

    /// <summary>S14: a replica whose clock is not the server's leases by the server's, and finds by it what others have left.</summary>
    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task Lease_ServersClockIsAnother_IsByTheServersClock(int hoursAhead)
    {
        var server = DateTime.UtcNow.AddHours(hoursAhead);
        var peer = StartPeer(localTime: server).On("insert", Move.Reply(Written)).On("delete", Move.Reply(Written))
            .On("find", Move.Reply(Nothing));
        var replica = Connect(peer);

        await replica.Store<Session>().SaveAsync(Session.Live("a"), 0, [Message], Bound);
        await replica.Outbox.TakeAsync(10, Relay.Lease, Bound);

        var commands = peer.Commands.ToArray();
        commands[0]["documents"][0]["o"][0]["l"].ToUniversalTime().ShouldBe(server + Relay.Lease, TimeSpan.FromSeconds(20));
        commands[2]["filter"]["o.l"]["$lt"].ToUniversalTime().ShouldBe(server, TimeSpan.FromSeconds(20));
        peer.ShouldBeFinished();
    }

    [Fact]
    public async Task Save_AtAVersion_IsOneUpdateWithAVersionFilter()
    {
        var peer = StartPeer().On("update", Move.Reply(Written));

        await ConnectStore(peer).SaveAsync(Session.Done("a") with { Slug = "s" }, 7, [Message], Bound);

        peer.ShouldBeFinished();
        var command = peer.Commands.ShouldHaveSingleItem();
        command["writeConcern"].ShouldBe(BsonDocument.Parse("{ w: 'majority', wtimeout: 4000 }"));
        var update = command["updates"].AsBsonArray.ShouldHaveSingleItem().AsBsonDocument;
        update["q"].ShouldBe(BsonDocument.Parse("{ _id: 'a', user_id: { $in: [NumberLong(1), null] }, v: NumberLong(7) }"));
        update.GetValue("upsert", false).ToBoolean().ShouldBeFalse();
        update.GetValue("multi", false).ToBoolean().ShouldBeFalse();
        var change = update["u"].AsBsonDocument;
        change.Names.ShouldBe(["$set", "$push", "$unset"]);
        change["$set"].AsBsonDocument.Names.ShouldBe(["user_id", "v", "d", "u_slug"]);
        change["$set"]["v"].ShouldBe(new BsonInt64(8));
        change["$unset"].ShouldBe(BsonDocument.Parse("{ u_live: '' }"));
        change["$push"]["w"]["$slice"].ShouldBe(-4);
        change["$push"]["o"]["$each"][0]["i"].AsBsonBinaryData.ToGuid().ShouldBe(Message.Id);
    }

    [Fact]
    public async Task Save_WithoutMessages_DoesNotTouchTheOutbox()
    {
        var peer = StartPeer().On("update", Move.Reply(Written));

        await ConnectStore(peer).SaveAsync(Session.Live("a"), 1, [], Bound);

        peer.Commands.ShouldHaveSingleItem()["updates"][0]["u"]["$push"].AsBsonDocument.Names.ShouldBe(["w"]);
        Relay.Posts.ShouldBeEmpty();
    }

    [Fact]
    public async Task Save_OnAReplicaSet_IsARetryableWrite()
    {
        var peer = StartPeer(isReplicaSet: true).On("update", Move.Close, Move.Reply(Written));

        await ConnectStore(peer).SaveAsync(Session.Live("a"), 1, [], Bound);

        peer.ShouldBeFinished();
        peer.Commands.Select(command => command["txnNumber"]).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Find_ContinuedDescending_BeginsTheScanAtTheCursor()
    {
        var last = new Session("s7", 1, SessionState.Done, Session.Epoch);
        var state =
            """{ v: NumberLong(1), d: { id: '%', userId: NumberLong(1), state: 'Done', startedAt: ISODate('2026-03-01T08:00:00Z') } }""";
        var batch =
            $"{{ ok: 1, cursor: {{ id: NumberLong(0), ns: 'peer.sessions', firstBatch: [{state.Replace("%", "s7")}, "
            + $"{state.Replace("%", "s6")}] }} }}";
        var peer = StartPeer().On("find", Move.Reply(batch), Move.Reply(Nothing));
        var store = ConnectStore(peer);

        var query = new DocumentQuery<Session>("by_user") { Equal = [1], Descending = true, Limit = 1 };
        var page = await store.FindAsync(query, Bound);
        await store.FindAsync(query with { PageToken = page.NextPageToken }, Bound);

        page.Items.ShouldHaveSingleItem().Document.ShouldBe(last);
        peer.ShouldBeFinished();
        var commands = peer.Commands.ToArray();
        commands[0]["filter"]
            .ShouldBe(
                BsonDocument.Parse("{ 'd.userId': NumberLong(1), user_id: { $in: [NumberLong(1), null] }, 'd.startedAt': { $ne: null } }"));
        commands[0]["sort"].ShouldBe(BsonDocument.Parse("{ 'd.startedAt': -1, _id: -1 }"));
        commands[0]["limit"].ToInt32().ShouldBe(2);
        commands[1]["filter"].ShouldBe(BsonDocument.Parse("""
            { 'd.userId': NumberLong(1), user_id: { $in: [NumberLong(1), null] }, 'd.startedAt': { $lte: ISODate('2026-03-01T08:00:00Z') },
              $or: [{ 'd.startedAt': { $lt: ISODate('2026-03-01T08:00:00Z') } }, { 'd.startedAt': ISODate('2026-03-01T08:00:00Z'), _id: { $lt: 's7' } }] }
            """));
    }

    [Fact]
    public async Task Find_AnyOfSeveralValues_IsAChoiceAndKeepsItWhenContinued()
    {
        var peer = StartPeer().On("find", Move.Reply(Nothing), Move.Reply(Nothing));
        var store = ConnectStore(peer);

        var query = new DocumentQuery<Session>("by_minutes") { AnyOf = [5, 7] };
        await store.FindAsync(query, Bound);
        await store.FindAsync(query with { PageToken = new PageToken(5L, "a").ToString() }, Bound);

        peer.ShouldBeFinished();
        var commands = peer.Commands.ToArray();
        commands[0]["filter"].ShouldBe(BsonDocument.Parse("{ 'd.minutes': { $in: [NumberLong(5), NumberLong(7)] } }"));
        commands[1]["filter"].ShouldBe(BsonDocument.Parse("""
            { 'd.minutes': { $in: [NumberLong(5), NumberLong(7)], $gte: NumberLong(5) },
              $or: [{ 'd.minutes': { $gt: NumberLong(5) } }, { 'd.minutes': NumberLong(5), _id: { $gt: 'a' } }] }
            """));
    }

    [Fact]
    public async Task EnsureCreated_BehindARouter_SpreadsDocumentsByUser()
    {
        var peer = StartPeer(isRouter: true).On("createIndexes", Move.Reply("{ ok: 1 }"), Move.Reply("{ ok: 1 }"))
            .On("shardCollection", Move.Reply("{ ok: 1 }"));

        await Connect(peer).Database.EnsureCreatedAsync(Bound);

        peer.ShouldBeFinished();
        var commands = peer.Commands.ToArray();
        commands[1]["indexes"][0]["key"].ShouldBe(BsonDocument.Parse("{ user_id: 'hashed' }"));
        commands[2]["shardCollection"].ShouldBe("peer.sessions");
        commands[2]["key"].ShouldBe(BsonDocument.Parse("{ user_id: 'hashed' }"));
        commands[2]["$db"].ShouldBe("admin");

        // What must be unique begins with the shard key, or the router refuses it.
        commands[0]["indexes"].AsBsonArray.Where(index => index.AsBsonDocument.Contains("unique"))
            .ShouldAllBe(index => index["key"].AsBsonDocument.Names.First() == "user_id");
    }

    [Fact]
    public async Task EnsureCreated_MakesUniqueKeysOfAUserAndDeclaredIndexes()
    {
        var peer = StartPeer().On("createIndexes", Move.Reply("{ ok: 1 }"));

        await Connect(peer).Database.EnsureCreatedAsync(Bound);

        peer.ShouldBeFinished();
        var indexes = peer.Commands.ShouldHaveSingleItem()["indexes"].AsBsonArray.Select(index => index.AsBsonDocument).ToArray();
        indexes[0].ShouldBe(BsonDocument.Parse("""
            { key: { user_id: 1, u_live: 1 }, name: 'user_live', partialFilterExpression: { u_live: { $exists: true } }, unique: true }
            """));
        var byUser = indexes.Single(index => index["name"].AsString.StartsWith("ix_by_user_", StringComparison.Ordinal));
        byUser["key"].ShouldBe(BsonDocument.Parse("{ 'd.userId': 1, 'd.startedAt': 1, _id: 1 }"));
        byUser.Contains("unique").ShouldBeFalse();
        indexes.ShouldContain(BsonDocument.Parse("{ key: { 'o.l': 1 }, name: 'ox_lease', sparse: true }"));
    }

    [Fact]
    public async Task Outbox_TakenMessages_AreMarkedElementByElement()
    {
        var id = new BsonBinaryData(Message.Id, GuidRepresentation.Standard);
        var waiting = new BsonDocument { { "_id", "a" }, { "o", new BsonArray { Waiting(id, taker: null) } } };
        var peer = StartPeer()
            .On("delete", Move.Reply("{ ok: 1, n: 0 }"))
            .On("find", Move.Reply(Batch(waiting)))
            .On("update", Move.Reply(Written))
            .On("find", Move.Reply(Batch(waiting)));

        // The mark in the answer is somebody else's (there is none), so this replica got nothing.
        (await Connect(peer).Outbox.TakeAsync(10, TimeSpan.FromMinutes(1), Bound)).ShouldBeEmpty();

        peer.ShouldBeFinished();
        var update = peer.Commands.Single(command => command.Contains("update"))["updates"][0].AsBsonDocument;
        update["multi"].ToBoolean().ShouldBeTrue();
        update["u"]["$set"].AsBsonDocument.Names.ShouldBe(["o.$[free].k", "o.$[free].l"]);
        update["arrayFilters"][0]["free.i"].ShouldBe(new BsonDocument("$in", new BsonArray { id }));
        update["arrayFilters"][0]["free.l"].AsBsonDocument.Names.ShouldBe(["$lt"]);
    }

    private static BsonDocument Batch(params BsonDocument[] documents) => new()
    {
        { "ok", 1 },
        { "cursor", new BsonDocument { { "id", 0L }, { "ns", "peer.sessions" }, { "firstBatch", new BsonArray(documents) } } },
    };

    private static BsonDocument Waiting(BsonValue id, BsonValue? taker) => new()
    {
        { "i", id },
        { "t", "SessionStarted" },
        { "b", "{}" },
        { "p", BsonNull.Value },
        { "a", Session.Epoch.UtcDateTime },
        { "l", DateTime.UnixEpoch },
        { "k", taker ?? BsonNull.Value },
    };
}
