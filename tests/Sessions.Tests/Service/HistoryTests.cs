using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Tests.Support;
using FocusSuite.TestSupport.Errors;
using Shouldly;
using Xunit;
using Wire = FocusSuite.Protos.Sessions.V1;

namespace FocusSuite.Sessions.Tests.Service;

[Collection(ServiceTests.Name)]
public sealed class HistoryTests(SessionsSystem system)
{
    [Fact]
    public async Task History_InPages_IsNewestFirstAndWhole()
    {
        var user = system.NewUser();
        var ids = await LiveThroughAsync(user, 7);

        var read = new List<string>();
        string? token = null;
        do
        {
            var page = await user.ListAsync(3, token);
            page.Sessions.Count.ShouldBeLessThanOrEqualTo(3);
            read.AddRange(page.Sessions.Select(session => session.SessionId));
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        read.ShouldBe(Enumerable.Reverse(ids));
    }

    [Fact]
    public async Task History_WithANewSessionBetweenPages_RepeatsAndMissesNothing()
    {
        var user = system.NewUser();
        var ids = await LiveThroughAsync(user, 4);
        var first = await user.ListAsync(2);
        await user.StartAsync();

        var second = await user.ListAsync(2, first.NextPageToken);

        first.Sessions.Concat(second.Sessions).Select(session => session.SessionId).ShouldBe(Enumerable.Reverse(ids));
        second.NextPageToken.ShouldBeEmpty();
    }

    [Fact]
    public async Task History_OfALiveSession_HasNoEnd()
    {
        var user = system.NewUser();
        await user.StartAsync(task: "Write");

        var record = (await user.ListAsync()).Sessions.ShouldHaveSingleItem();

        record.Status.ShouldBe(Wire.SessionStatus.Active);
        record.EndedAt.ShouldBeNull();
        (record.HasActualDurationSeconds, record.HasProductivityRating, record.HasNotes, record.HasCreditedMinutes)
            .ShouldBe((false, false, false, false));
        record.TaskDescription.ShouldBe("Write");
    }

    /// <summary>D9: what counts stands beside what was on the clock, and a day's minutes are its sum.</summary>
    [Theory]
    [InlineData(43 * 60, 2580, 25)]
    [InlineData(25 * 60, 1500, 25)]
    [InlineData((10 * 60) + 59, 659, 10)]
    [InlineData(59, 59, 0)]
    public async Task History_OfACompletedSession_TellsTheCreditedMinutes(int seconds, int actual, int credited)
    {
        var user = system.NewUser();
        var id = (await user.StartAsync()).SessionId;
        system.Clock.Advance(TimeSpan.FromSeconds(seconds));
        await user.CompleteAsync(id);

        var record = (await user.ListAsync()).Sessions.ShouldHaveSingleItem();

        (record.ActualDurationSeconds, record.HasCreditedMinutes, record.CreditedMinutes).ShouldBe((actual, true, credited));
    }

    /// <summary>D9: also of those that nobody completed by hand, and none of those that were canceled.</summary>
    [Fact]
    public async Task History_OfSessionsLeftOpenOrCanceled_TellsTheCreditedMinutes()
    {
        var (forgetful, quitter) = (system.NewUser(), system.NewUser());
        await forgetful.StartAsync();
        var id = (await quitter.StartAsync()).SessionId;
        system.Clock.Advance(TimeSpan.FromMinutes(20));
        await quitter.CancelAsync(id);
        system.Clock.Advance(TimeSpan.FromMinutes(40));

        (await forgetful.ListAsync()).Sessions.ShouldHaveSingleItem().CreditedMinutes.ShouldBe(25);
        var canceled = (await quitter.ListAsync()).Sessions.ShouldHaveSingleItem();
        (canceled.HasCreditedMinutes, canceled.CreditedMinutes, canceled.ActualDurationSeconds).ShouldBe((true, 0, 1200));
    }

    /// <summary>D10: the texts of distractions can be read where the session is, while it lives and after.</summary>
    [Fact]
    public async Task History_OfASessionWithDistractions_TellsTheirTextsAndTimes()
    {
        var user = system.NewUser();
        var started = await user.StartAsync();
        var at = started.StartedAt.ToDateTimeOffset();
        system.Clock.Advance(TimeSpan.FromMinutes(2));
        await user.DistractAsync(started.SessionId, "Phone");
        system.Clock.Advance(TimeSpan.FromMinutes(3));
        await user.DistractAsync(started.SessionId, "  The door 🚪 ");

        var live = (await user.ListAsync()).Sessions.ShouldHaveSingleItem();
        await user.CompleteAsync(started.SessionId);
        var ended = (await user.ListAsync()).Sessions.ShouldHaveSingleItem();

        live.Distractions.Select(one => (one.Note, one.NotedAt.ToDateTimeOffset()))
            .ShouldBe([("Phone", at.AddMinutes(2)), ("The door 🚪", at.AddMinutes(5))]);
        ended.Distractions.ShouldBe(live.Distractions);
        ended.DistractionCount.ShouldBe(2);
    }

    /// <summary>D10: however many and long the notes are, each page fits into a message, and the pages are the whole history.</summary>
    [Fact]
    public async Task History_OfSessionsFullOfDistractions_ComesInShorterPages()
    {
        var user = system.NewUser();
        var ids = await LiveThroughAsync(user, 5);
        foreach (var (id, notes) in ids.Zip(
            [FocusSession.MaxDistractions, 10, FocusSession.MaxDistractions, FocusSession.MaxDistractions / 3, 1]))
        {
            var stored = (await system.Documents.GetAsync(user.UserId, id, CancellationToken.None))!;
            var longest = string.Concat(Enumerable.Repeat("🙈", 500));
            var full = stored.Document with
            {
                Distractions = [.. Enumerable.Range(0, notes).Select(_ => new Distraction(longest, stored.Document.StartedAt))],
                TaskDescription = longest,
                Notes = longest + longest,
            };
            await system.Documents.SaveAsync(full, stored.Version, [], CancellationToken.None);
        }

        var (read, sizes, token) = (new List<Wire.SessionRecord>(), new List<int>(), (string?)null);
        do
        {
            var page = await user.ListAsync(100, token);
            read.AddRange(page.Sessions);
            sizes.Add(page.Sessions.Count);
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        read.Select(record => record.SessionId).ShouldBe(Enumerable.Reverse(ids));
        read.Select(record => record.Distractions.Count).ShouldBe([1, 166, 500, 10, 500]);
        sizes.ShouldBe([2, 1, 1, 1]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(101)]
    public async Task History_WithABadPageSize_TellsTheField(int pageSize) =>
        await system.NewUser().ListAsync(pageSize).ShouldHaveInvalidFieldsAsync("page_size");

    [Theory]
    [InlineData("nonsense")]
    [InlineData("!")]
    [InlineData("AAAA")]
    public async Task History_WithABadToken_TellsTheField(string token)
    {
        var user = system.NewUser();

        await user.ListAsync(10, token).ShouldHaveInvalidFieldsAsync("page_token");
        await user.ListAsync(0, token).ShouldHaveInvalidFieldsAsync("page_size", "page_token");
    }

    [Fact]
    public async Task History_WithSomebodyElsesToken_ShowsOnlyOwnSessions()
    {
        var (one, other) = (system.NewUser(), system.NewUser());
        await LiveThroughAsync(one, 3);
        var token = (await one.ListAsync(1)).NextPageToken;

        (await other.ListAsync(10, token)).Sessions.ShouldBeEmpty();
    }

    private async Task<List<string>> LiveThroughAsync(TestUser user, int count)
    {
        var ids = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var id = (await user.StartAsync()).SessionId;
            system.Clock.Advance(TimeSpan.FromMinutes(1));
            await user.CompleteAsync(id);
            ids.Add(id);
        }

        return ids;
    }
}
