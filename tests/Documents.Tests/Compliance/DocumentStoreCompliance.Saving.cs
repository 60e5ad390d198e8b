using Shouldly;

namespace FocusSuite.Documents.Tests.Compliance;

public abstract partial class DocumentStoreCompliance
{
    [Fact]
    public async Task Save_NewDocument_CanBeReadAtVersionOne()
    {
        await Store.SaveAsync(Session.Live("a"), 0, [], Bound);

        (await Store.GetAsync(1, "a", Bound)).ShouldBe(new(Session.Live("a"), 1));
    }

    [Fact]
    public async Task Save_AtItsVersion_ReplacesTheDocument()
    {
        await Store.SaveAsync(Session.Live("a"), 0, [], Bound);
        await Store.SaveAsync(Session.Live("a") with { Minutes = 50 }, 1, [], Bound);
        await Store.SaveAsync(Session.Live("a") with { Title = "third" }, 2, [], Bound);

        (await Store.GetAsync(1, "a", Bound)).ShouldBe(new(Session.Live("a") with { Title = "third" }, 3));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Save_AtAnotherVersion_ConflictsAndChangesNothing(long expected)
    {
        await Store.SaveAsync(Session.Live("a"), 0, [], Bound);
        await Store.SaveAsync(Session.Live("a") with { Minutes = 50 }, 1, [], Bound);

        var conflict = await Should.ThrowAsync<DocumentConflictException>(
            () => Store.SaveAsync(Session.Done("a"), expected, [Message()], Bound));

        conflict.ShouldSatisfyAllConditions(
            c => c.Collection.ShouldBe("sessions"), c => c.Id.ShouldBe("a"), c => c.ExpectedVersion.ShouldBe(expected));
        (await Store.GetAsync(1, "a", Bound)).ShouldBe(new(Session.Live("a") with { Minutes = 50 }, 2));
        (await Outbox.MeasureAsync(Bound)).Count.ShouldBe(0);
        Relay.Posts.ShouldBeEmpty();
    }

    [Fact]
    public async Task Save_AbsentDocumentAtAVersion_Conflicts() =>
        await Should.ThrowAsync<DocumentConflictException>(() => Store.SaveAsync(Session.Live("a"), 1, [], Bound));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Save_FiftyAtOnce_ExactlyOneWins(bool isNew)
    {
        if (!isNew)
        {
            await Store.SaveAsync(Session.Done("a"), 0, [], Bound);
        }

        var saves = Enumerable.Range(1, 50).Select(async n =>
        {
            try
            {
                await Store.SaveAsync(Session.Done("a") with { Minutes = n }, isNew ? 0 : 1, [Message()], Bound);
                return n;
            }
            catch (DocumentConflictException)
            {
                return 0;
            }
        });
        var winner = (await Task.WhenAll(saves)).Where(n => n > 0).ShouldHaveSingleItem();

        (await Store.GetAsync(1, "a", Bound)).ShouldBe(new(Session.Done("a") with { Minutes = winner }, isNew ? 1 : 2));
        (await Outbox.MeasureAsync(Bound)).Count.ShouldBe(1);
        Relay.Posts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Update_TwentyAtOnce_NoneIsLost()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Store.UpdateAsync(1, "a", CountUp, Bound)));

        (await Store.GetAsync(1, "a", Bound)).ShouldBe(new(Session.Done("a") with { Minutes = 20 }, 20));
    }

    private static DocumentDecision<Session, int> CountUp(Session? current)
    {
        var next = current is null ? Session.Done("a") with { Minutes = 1 } : current with { Minutes = current.Minutes + 1 };
        return DocumentDecision.Save(next, next.Minutes);
    }

    [Fact]
    public async Task Get_Absent_IsNull() => (await Store.GetAsync(1, "nobody", Bound)).ShouldBeNull();

    [Fact]
    public async Task AnyMethod_AnotherUsersDocument_IsNotFound()
    {
        await SaveNewAsync(Session.Live("a", userId: 2));

        (await Store.GetAsync(1, "a", Bound)).ShouldBeNull();
        (await Store.GetManyAsync(1, ["a"], Bound)).ShouldBeEmpty();
        (await Store.FindAsync(new("by_minutes") { UserId = 1 }, Bound)).Items.ShouldBeEmpty();
        await Should.ThrowAsync<DocumentConflictException>(() => Store.DeleteAsync(1, "a", 1, Bound));
        await Should.ThrowAsync<DocumentConflictException>(() => Store.SaveAsync(Session.Done("a", userId: 1), 1, [], Bound));

        (await Store.GetAsync(2, "a", Bound)).ShouldBe(new(Session.Live("a", userId: 2), 1));
        (await Store.FindAsync(new("by_minutes") { UserId = 2 }, Bound)).Items.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task GetMany_SomeAbsentAndRepeated_GivesEachOnceInTheirOrder()
    {
        await SaveNewAsync(Session.Done("a"), Session.Done("b"), Session.Done("c"));

        var found = await Store.GetManyAsync(1, ["c", "x", "a", "c"], Bound);

        found.ShouldBe([new(Session.Done("c"), 1), new(Session.Done("a"), 1)]);
        (await Store.GetManyAsync(1, [], Bound)).ShouldBeEmpty();
    }

    [Fact]
    public async Task GetMany_MoreThanTheBound_IsRefused()
    {
        var ids = Enumerable.Range(0, DocumentLimits.MaxRead + 1).Select(n => $"{n}").ToArray();

        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => Store.GetManyAsync(1, ids, Bound));
        (await Store.GetManyAsync(1, ids[1..], Bound)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("half [high] pair")]
    public async Task AnyMethod_BadId_IsRefused(string bad)
    {
        var id = bad.Replace("[high]", "\ud83c");
        await Should.ThrowAsync<ArgumentException>(() => Store.GetAsync(1, id, Bound));
        await Should.ThrowAsync<ArgumentException>(() => Store.SaveAsync(Session.Done(id), 0, [], Bound));
        await Should.ThrowAsync<ArgumentException>(() => Store.DeleteAsync(1, id, 1, Bound));
    }

    [Theory]
    [InlineData("50/7")]
    [InlineData("with 'quotes\" and $dollar.dots")]
    [InlineData("ünïcode-日本")]
    public async Task Save_UnusualId_IsFoundByIt(string id)
    {
        await SaveNewAsync(Session.Done(id));

        (await Store.GetAsync(1, id, Bound))!.Document.Id.ShouldBe(id);
    }
}
