using FocusSuite.Domain;
using FocusSuite.Messaging.Events;
using Shouldly;

namespace FocusSuite.Documents.Tests.Compliance;

public abstract partial class DocumentStoreCompliance
{
    [Fact]
    public async Task Recall_AfterASave_IsWhatAReadGives()
    {
        var session = Session.Live("a") with { StartedAt = Session.Epoch.AddTicks(12_345), Title = "half \ud83c pair" };
        await Store.SaveAsync(session, 0, [], Bound);

        var remembered = Store.Recall(1, "a");

        remembered.ShouldNotBeNull().ShouldBe(await Store.GetAsync(1, "a", Bound));
        remembered.Document.ShouldNotBe(session, "what a database does not keep must not be remembered");
    }

    [Fact]
    public async Task Recall_NotSavedHere_IsNull()
    {
        await Start(new RecordingRelay()).Store<Session>().SaveAsync(Session.Live("a"), 0, [], Bound);
        await Store.GetAsync(1, "a", Bound);

        Store.Recall(1, "a").ShouldBeNull();
    }

    [Fact]
    public async Task Recall_OfAnotherUser_IsNull()
    {
        await SaveNewAsync(Session.Live("a", userId: 2));

        Store.Recall(1, "a").ShouldBeNull();
    }

    [Fact]
    public async Task Recall_AfterDeleteOrRejectedSave_IsNull()
    {
        await SaveNewAsync(Session.Done("a"), Session.Done("b"));
        await Store.DeleteAsync(1, "a", 1, Bound);
        await Should.ThrowAsync<DocumentConflictException>(() => Store.SaveAsync(Session.Done("b"), 7, [], Bound));

        Store.Recall(1, "a").ShouldBeNull();
        Store.Recall(1, "b").ShouldBeNull();
    }

    [Fact]
    public async Task Decide_ChangedElsewhereSince_DecidesOnWhatIsStored()
    {
        await SaveNewAsync(Session.Done("a") with { Minutes = 1 });
        await Start(new RecordingRelay()).Store<Session>().SaveAsync(Session.Done("a") with { Minutes = 40 }, 1, [], Bound);

        var decision = await Store.DecideAsync(1, "a", AddOneMinute, Bound);

        decision.State!.Minutes.ShouldBe(41);
        (await Store.GetAsync(1, "a", Bound)).ShouldBe(new(Session.Done("a") with { Minutes = 41 }, 3));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Decide_NothingToSaveByWhatIsRemembered_DecidesOnWhatIsStored(bool isDeleted)
    {
        await SaveNewAsync(Session.Done("a") with { Minutes = 60 });
        var other = Start(new RecordingRelay()).Store<Session>();
        await (isDeleted ? other.DeleteAsync(1, "a", 1, Bound) : other.SaveAsync(Session.Done("a") with { Minutes = 5 }, 1, [], Bound));

        var decision = await Store.DecideAsync(1, "a", AddOneMinute, Bound);

        decision.Refusal.ShouldBe(isDeleted ? Refusal.NotFound : null);
        decision.State?.Minutes.ShouldBe(6);
    }

    [Fact]
    public async Task Decide_OnWhatIsRemembered_PostsItsEventsOnce()
    {
        await SaveNewAsync(Session.Done("a") with { Minutes = 1 });

        await Store.DecideAsync(1, "a", AddOneMinute, Bound);
        await Store.DecideAsync(1, "a", AddOneMinute, Bound);

        (await Store.GetAsync(1, "a", Bound)).ShouldBe(new(Session.Done("a") with { Minutes = 3 }, 3));
        (await Outbox.MeasureAsync(Bound)).Count.ShouldBe(2);
        Relay.Posts.Count.ShouldBe(2);
    }

    private static Decision<Session> AddOneMinute(Session? current) => current switch
    {
        null => Decision.Refuse<Session>(null, Refusal.NotFound),
        { Minutes: >= 60 } => Decision.Refuse(current, Refusal.SessionEnded),
        _ => Decision.Accept(
            current with { Minutes = current.Minutes + 1 },
            new SessionPaused { UserId = 1, OccurredAt = Session.Epoch, CorrelationId = Guid.NewGuid(), SessionId = current.Id }),
    };
}
