using Shouldly;

namespace FocusSuite.Documents.Tests.Compliance;

public abstract partial class DocumentStoreCompliance
{
    [Theory]
    [InlineData(false, "a b c")]
    [InlineData(true, "c b a")]
    public async Task Find_ByUser_GivesTheirsInTheOrderAskedFor(bool descending, string expected)
    {
        await SaveNewAsync(
            Session.Done("b", minute: 2), Session.Done("a", minute: 1), Session.Done("c", minute: 3), Session.Done("x", userId: 2));

        (await FindIdsAsync(new("by_user") { Equal = [1], Descending = descending })).ShouldBe(expected);
    }

    [Theory]
    [InlineData(2, null, "b c d")]
    [InlineData(null, 2, "a")]
    [InlineData(2, 4, "b c")]
    [InlineData(5, null, "")]
    public async Task Find_ARange_IncludesItsBeginningAndNotItsEnd(int? from, int? before, string expected)
    {
        await SaveNewAsync(
            Session.Done("a", minute: 1), Session.Done("b", minute: 2), Session.Done("c", minute: 3), Session.Done("d", minute: 4));

        var query = new DocumentQuery<Session>("by_user")
        {
            Equal = [1L],
            From = from is { } f ? Session.Epoch.AddMinutes(f) : null,
            Before = before is { } b ? Session.Epoch.AddMinutes(b) : null,
        };
        (await FindIdsAsync(query)).ShouldBe(expected);
        (await FindIdsAsync(query with { Descending = true })).ShouldBe(string.Join(' ', expected.Split(' ').Reverse()));
    }

    [Fact]
    public async Task Count_ByASparseIndex_IsOfThoseThatItHolds()
    {
        (await Store.CountAsync("due", Bound)).ShouldBe(0);
        await SaveNewAsync(
            Session.Done("late") with { DueAt = Session.Epoch.AddHours(1) },
            Session.Done("never"),
            Session.Done("soon") with { DueAt = Session.Epoch });

        (await Store.CountAsync("due", Bound)).ShouldBe(2);

        await Store.SaveAsync(Session.Done("soon"), 1, [], Bound);
        await Store.DeleteAsync(1, "never", 1, Bound);
        (await Store.CountAsync("due", Bound)).ShouldBe(1);
    }

    [Theory]
    [InlineData("by_user")]
    [InlineData("nowhere")]
    public async Task Count_ByAnIndexThatHoldsMoreOrIsNone_IsRefused(string index) =>
        await Should.ThrowAsync<ArgumentException>(() => Store.CountAsync(index, Bound));

    [Theory]
    [InlineData("by_user", false)]
    [InlineData("by_user", true)]
    [InlineData("by_state", false)]
    [InlineData("by_state", true)]
    public async Task Find_InPages_GivesEachOnceInOrder(string index, bool descending)
    {
        // Three share each time, so that pages end between documents of one time.
        var sessions = Enumerable.Range(0, 25).Select(n => Session.Done($"s{n:00}", minute: n / 3)).ToArray();
        await SaveNewAsync(sessions.Reverse());
        await SaveNewAsync(Session.Done("other", userId: 2, minute: 3));

        var query = new DocumentQuery<Session>(index)
        {
            Equal = index == "by_state" ? [1, SessionState.Done] : [1],
            Descending = descending,
            Limit = 4,
        };
        var pages = new List<DocumentPage<Session>>();
        do
        {
            pages.Add(await Store.FindAsync(query with { PageToken = pages.LastOrDefault()?.NextPageToken }, Bound));
        }
        while (pages[^1].NextPageToken is not null);

        var expected = descending ? sessions.Reverse() : sessions;
        pages.SelectMany(page => page.Items).Select(item => item.Document).ShouldBe(expected);
        pages.Select(page => page.Items.Count).ShouldBe([4, 4, 4, 4, 4, 4, 1]);
    }

    [Fact]
    public async Task Find_PagesWithinARange_KeepTheRange()
    {
        await SaveNewAsync(Enumerable.Range(0, 10).Select(n => Session.Done($"s{n}", minute: n)));

        var query = new DocumentQuery<Session>("by_user")
        {
            Equal = [1],
            From = Session.Epoch.AddMinutes(2),
            Before = Session.Epoch.AddMinutes(6),
            Limit = 3,
        };
        var first = await Store.FindAsync(query, Bound);
        var second = await Store.FindAsync(query with { PageToken = first.NextPageToken }, Bound);

        Ids(first).ShouldBe("s2 s3 s4");
        Ids(second).ShouldBe("s5");
        second.NextPageToken.ShouldBeNull();
    }

    [Fact]
    public async Task Find_LastPageIsFull_HasNoNext()
    {
        await SaveNewAsync(Enumerable.Range(0, 4).Select(n => Session.Done($"s{n}", minute: n)));

        (await Store.FindAsync(new("by_user") { Equal = [1], Limit = 4 }, Bound)).NextPageToken.ShouldBeNull();
    }

    [Fact]
    public async Task Find_SortFieldIsNull_IsNotInTheIndex()
    {
        await SaveNewAsync(
            Session.Done("late") with { DueAt = Session.Epoch.AddHours(1) },
            Session.Done("never"),
            Session.Done("soon") with { DueAt = Session.Epoch });

        (await FindIdsAsync(new("due"))).ShouldBe("soon late");
        (await FindIdsAsync(new("due") { Descending = true })).ShouldBe("late soon");
        (await FindIdsAsync(new("due") { Before = Session.Epoch.AddMinutes(1) })).ShouldBe("soon");
        (await FindIdsAsync(new("due") { Equal = [Session.Epoch] })).ShouldBe("soon");
    }

    [Fact]
    public async Task Find_AnyOfSeveralValues_GivesThoseInOrder()
    {
        await SaveNewAsync(Enumerable.Range(0, 6).Select(
            n => Session.Done($"s{n}", userId: n) with { Minutes = n / 2, Title = $"t{n}", IsPro = n > 2, DueAt = Some(n) }));

        // Each kind of value; one twice, and one that is not there.
        (await FindIdsAsync(new("by_minutes") { AnyOf = [2, 0, 9, 2] })).ShouldBe("s0 s1 s4 s5");
        (await FindIdsAsync(new("by_minutes") { AnyOf = [2, 0], Descending = true })).ShouldBe("s5 s4 s1 s0");
        (await FindIdsAsync(new("by_minutes") { AnyOf = [0, 1, 2], From = 1, Before = 2 })).ShouldBe("s2 s3");
        (await FindIdsAsync(new("by_minutes") { AnyOf = [2, 0], UserId = 4 })).ShouldBe("s4");
        (await FindIdsAsync(new("by_minutes") { AnyOf = [9] })).ShouldBe("");
        (await FindIdsAsync(new("due") { AnyOf = [Session.Epoch.AddMinutes(3), Session.Epoch] })).ShouldBe("s0 s3");
        (await FindIdsAsync(new("by_title") { Equal = [3], AnyOf = ["t2", "t3"] })).ShouldBe("s3");
        (await FindIdsAsync(new("by_date") { Equal = [default(DateOnly)], AnyOf = [true] })).ShouldBe("s3 s4 s5");

        static DateTimeOffset? Some(int n) => n % 3 == 0 ? Session.Epoch.AddMinutes(n) : null;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Find_AnyOfSeveralValuesInPages_GivesEachOnceInOrder(bool descending)
    {
        await SaveNewAsync(Enumerable.Range(0, 9).Select(n => Session.Done($"s{n}") with { Minutes = n / 3 }));

        var query = new DocumentQuery<Session>("by_minutes") { AnyOf = [0, 2], Descending = descending, Limit = 4 };
        var first = await Store.FindAsync(query, Bound);
        var second = await Store.FindAsync(query with { PageToken = first.NextPageToken }, Bound);

        $"{Ids(first)} | {Ids(second)}".ShouldBe(descending ? "s8 s7 s6 s2 | s1 s0" : "s0 s1 s2 s6 | s7 s8");
        second.NextPageToken.ShouldBeNull();
    }

    [Fact]
    public async Task Find_AnyOfAsManyValuesAsMayBe_FindsThem()
    {
        await SaveNewAsync(new[] { 1, 250, 500, 501 }.Select(n => Session.Done($"s{n:000}") with { Minutes = n }));

        var query = new DocumentQuery<Session>("by_minutes") { AnyOf = [.. Enumerable.Range(1, DocumentLimits.MaxRead)] };

        (await FindIdsAsync(query)).ShouldBe("s001 s250 s500");
    }

    [Fact]
    public async Task Find_AfterAChange_FollowsIt()
    {
        await SaveNewAsync(Session.Live("a") with { DueAt = Session.Epoch });
        await Store.SaveAsync(Session.Done("a"), 1, [], Bound);

        (await FindIdsAsync(new("due"))).ShouldBe("");
        (await FindIdsAsync(new("by_state") { Equal = [1, SessionState.Done] })).ShouldBe("a");
        (await FindIdsAsync(new("by_state") { Equal = [1, SessionState.Active] })).ShouldBe("");
    }

    [Fact]
    public async Task Find_ByText_OrdersByItsBytes()
    {
        string[] titles = ["Zebra", "apple", "ähre", "", "Zebra 10", "Zebra 2", "日本"];
        await SaveNewAsync(titles.Select((title, n) => Session.Done($"s{n}") with { Title = title }));

        var page = await Store.FindAsync(new("by_title") { Equal = [1] }, Bound);

        page.Items.Select(item => item.Document.Title).ShouldBe(["", "Zebra", "Zebra 10", "Zebra 2", "apple", "ähre", "日本"]);
        (await FindIdsAsync(new("by_title") { Equal = [1], From = "Zebra 10", Before = "apple" })).ShouldBe("s4 s5");
        (await FindIdsAsync(new("by_title") { Equal = [1, "日本"] })).ShouldBe("s6");
    }

    [Fact]
    public async Task Find_ByNumber_OrdersByValue()
    {
        await SaveNewAsync(new[] { 10, 9, -1, 100 }.Select((minutes, n) => Session.Done($"s{n}") with { Minutes = minutes }));

        (await FindIdsAsync(new("by_minutes"))).ShouldBe("s2 s1 s0 s3");
        (await FindIdsAsync(new("by_minutes") { From = (short)9, Before = 100L })).ShouldBe("s1 s0");
    }

    [Fact]
    public async Task Find_ByDateFlagGuidAndNestedField_FindsThem()
    {
        var (date, device) = (new DateOnly(2026, 2, 28), Guid.NewGuid());
        await SaveNewAsync(
            Session.Done("a") with { Date = date, IsPro = true, Plan = new(14, 2) },
            Session.Done("b") with { Date = date, Device = device, Plan = new(14, 1) },
            Session.Done("c") with { Date = date.AddDays(1), Plan = new(14, null) },
            Session.Done("d") with { Date = date.AddDays(1), Plan = new(30, 1) });

        (await FindIdsAsync(new("by_date") { Equal = [date] })).ShouldBe("b a");
        (await FindIdsAsync(new("by_date") { Equal = [date, true] })).ShouldBe("a");
        (await FindIdsAsync(new("by_device") { Equal = [device] })).ShouldBe("b");
        (await FindIdsAsync(new("by_plan") { Equal = [14] })).ShouldBe("b a");
        var pages = await Store.FindAsync(new("by_date") { Equal = [date], Limit = 1 }, Bound);
        (await FindIdsAsync(new("by_date") { Equal = [date], PageToken = pages.NextPageToken })).ShouldBe("a");
    }

    [Fact]
    public async Task Find_AFullPage_HasTheMostThatFits()
    {
        await SaveNewAsync(Enumerable.Range(0, DocumentLimits.MaxRead + 1).Select(n => Session.Done($"{n:000}", minute: n)));

        var page = await Store.FindAsync(new("by_user") { Equal = [1], Limit = DocumentLimits.MaxRead }, Bound);

        page.Items.Count.ShouldBe(DocumentLimits.MaxRead);
        (await FindIdsAsync(new("by_user") { Equal = [1], PageToken = page.NextPageToken })).ShouldBe("500");
    }

    [Fact]
    public async Task Find_WhatTheMapDoesNotDeclare_IsRefused()
    {
        DocumentQuery<Session>[] refused =
        [
            new("by_nothing"),
            new("by_user"),
            new("by_user") { Equal = [1, Session.Epoch, "more"] },
            new("by_user") { Equal = ["1"] },
            new("by_user") { Equal = [1], From = 5 },
            new("by_state") { Equal = [1, "Done"] },
            new("by_state") { Equal = [1, SessionState.Done], From = 1 },
            new("by_minutes") { AnyOf = [] },
            new("by_minutes") { AnyOf = ["1"] },
            new("by_minutes") { AnyOf = [.. Enumerable.Range(0, DocumentLimits.MaxRead + 1)] },
            new("by_state") { Equal = [1, SessionState.Done], AnyOf = [1] },
            new("by_user") { Equal = [1], Limit = 0 },
            new("by_user") { Equal = [1], Limit = DocumentLimits.MaxRead + 1 },
        ];

        foreach (var query in refused)
        {
            await Should.ThrowAsync<ArgumentException>(() => Store.FindAsync(query, Bound));
        }
    }

    private static string Ids(DocumentPage<Session> page) => string.Join(' ', page.Items.Select(item => item.Document.Id));

    private async Task<string> FindIdsAsync(DocumentQuery<Session> query) => Ids(await Store.FindAsync(query, Bound));
}
