using Shouldly;

namespace FocusSuite.Documents.Tests.Compliance;

public abstract partial class DocumentStoreCompliance
{
    [Theory]
    [InlineData("live")]
    [InlineData("slug")]
    public async Task Save_NewDocumentClaimsAHeldKey_NamesTheKey(string key)
    {
        await SaveNewAsync(Session.Live("a") with { Slug = "s" });

        var claim = key == "live" ? Session.Live("b") : Session.Done("b") with { Slug = "s" };
        var conflict = await Should.ThrowAsync<UniqueKeyConflictException>(() => Store.SaveAsync(claim, 0, [Message()], Bound));

        conflict.ShouldSatisfyAllConditions(c => c.Key.ShouldBe(key), c => c.Id.ShouldBe("b"), c => c.Collection.ShouldBe("sessions"));
        (await Store.GetAsync(1, "b", Bound)).ShouldBeNull();
        (await Outbox.MeasureAsync(Bound)).Count.ShouldBe(0);
    }

    [Fact]
    public async Task Save_ChangedDocumentClaimsAHeldKey_NamesTheKeyAndChangesNothing()
    {
        await SaveNewAsync(Session.Live("a"), Session.Done("b"));

        var conflict = await Should.ThrowAsync<UniqueKeyConflictException>(() => Store.SaveAsync(Session.Live("b"), 1, [Message()], Bound));

        conflict.Key.ShouldBe("live");
        (await Store.GetAsync(1, "b", Bound)).ShouldBe(new(Session.Done("b"), 1));
        (await Outbox.MeasureAsync(Bound)).Count.ShouldBe(0);
    }

    [Fact]
    public async Task Save_KeyReleased_AnotherMayHoldIt()
    {
        await SaveNewAsync(Session.Live("a"));
        await Store.SaveAsync(Session.Live("a") with { State = SessionState.Paused }, 1, [], Bound);
        await Store.SaveAsync(Session.Done("a"), 2, [], Bound);

        await Store.SaveAsync(Session.Live("b"), 0, [], Bound);

        (await Should.ThrowAsync<UniqueKeyConflictException>(() => Store.SaveAsync(Session.Live("a"), 3, [], Bound))).Key.ShouldBe("live");
        await Store.SaveAsync(Session.Live("c", userId: 2), 0, [], Bound);
    }

    [Fact]
    public async Task Save_SameKeyOfTwoUsers_DoesNotMeet()
    {
        await SaveNewAsync(Session.Done("a", userId: 1) with { Slug = "s" }, Session.Done("b", userId: 2) with { Slug = "s" });

        (await Store.GetAsync(2, "b", Bound)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Save_ManyWithoutTheKey_DoNotMeet()
    {
        await SaveNewAsync(Enumerable.Range(0, 5).Select(n => Session.Done($"{n}")));

        (await Store.GetManyAsync(1, ["0", "1", "2", "3", "4"], Bound)).Count.ShouldBe(5);
    }

    [Fact]
    public async Task Save_TwentyStartsAtOnce_OneSessionIsLive()
    {
        var starts = Enumerable.Range(0, 20).Select(async n =>
        {
            try
            {
                await Store.SaveAsync(Session.Live($"s{n}"), 0, [], Bound);
                return true;
            }
            catch (UniqueKeyConflictException e) when (e.Key == "live")
            {
                return false;
            }
        });

        (await Task.WhenAll(starts)).Count(started => started).ShouldBe(1);
        (await Store.FindAsync(new("by_user") { Equal = [1L] }, Bound)).Items.Count.ShouldBe(1);
    }
}
