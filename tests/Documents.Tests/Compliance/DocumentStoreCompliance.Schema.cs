using Shouldly;

namespace FocusSuite.Documents.Tests.Compliance;

public abstract partial class DocumentStoreCompliance
{
    private static readonly DocumentMap<Session> Small = DocumentMap.For<Session>("grown", s => s.UserId, s => s.Id)
        .Index("by_user", i => i.Equal(s => s.UserId));

    private static readonly DocumentMap<Session> Grown = Small
        .Index("by_start", i => i.Sort(s => s.StartedAt))
        .Unique("slug", s => s.Slug);

    [Fact]
    public async Task EnsureCreated_EightReplicasAtOnce_AllSucceed()
    {
        var replicas = Enumerable.Range(0, 8).Select(_ => Start(new RecordingRelay(), services => services.AddDocument(Grown))).ToArray();

        await Task.WhenAll(replicas.Select(replica => replica.Database.EnsureCreatedAsync(Bound)));
        await replicas[0].Database.EnsureCreatedAsync(Bound);

        await replicas[0].Store<Session>().SaveAsync(Session.Done("a"), 0, [Message()], Bound);
        (await replicas[1].Store<Session>().FindAsync(new("by_start"), Bound)).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task EnsureCreated_MapHasGrown_FindsWhatWasSavedBefore()
    {
        var before = Start(new RecordingRelay(), services => services.AddDocument(Small));
        await before.Database.EnsureCreatedAsync(Bound);
        await before.Store<Session>().SaveAsync(Session.Done("old"), 0, [], Bound);

        var after = Start(new RecordingRelay(), services => services.AddDocument(Grown));
        await after.Database.EnsureCreatedAsync(Bound);
        await after.Store<Session>().SaveAsync(Session.Done("new", minute: -1) with { Slug = "s" }, 0, [], Bound);

        Ids(await after.Store<Session>().FindAsync(new("by_start"), Bound)).ShouldBe("new old");
        await Should.ThrowAsync<UniqueKeyConflictException>(
            () => after.Store<Session>().SaveAsync(Session.Done("old") with { Slug = "s" }, 1, [], Bound));
        // Replicas of both kinds run side by side while a release rolls out.
        await before.Store<Session>().SaveAsync(Session.Done("old", minute: 5), 1, [], Bound);
        Ids(await after.Store<Session>().FindAsync(new("by_start") { From = Session.Epoch.AddMinutes(5) }, Bound)).ShouldBe("old");
    }
}
