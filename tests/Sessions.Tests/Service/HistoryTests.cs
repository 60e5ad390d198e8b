using FocusSuite.Sessions.Tests.Support;
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
        var person = system.NewPerson();
        var ids = await LiveThroughAsync(person, 7);

        var read = new List<string>();
        string? token = null;
        do
        {
            var page = await person.ListAsync(3, token);
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
        var person = system.NewPerson();
        var ids = await LiveThroughAsync(person, 4);
        var first = await person.ListAsync(2);
        await person.StartAsync();

        var second = await person.ListAsync(2, first.NextPageToken);

        first.Sessions.Concat(second.Sessions).Select(session => session.SessionId).ShouldBe(Enumerable.Reverse(ids));
        second.NextPageToken.ShouldBeEmpty();
    }

    [Fact]
    public async Task History_OfALiveSession_HasNoEnd()
    {
        var person = system.NewPerson();
        await person.StartAsync(task: "Write");

        var record = (await person.ListAsync()).Sessions.ShouldHaveSingleItem();

        record.Status.ShouldBe(Wire.SessionStatus.Active);
        record.EndedAt.ShouldBeNull();
        (record.HasActualDurationSeconds, record.HasProductivityRating, record.HasNotes).ShouldBe((false, false, false));
        record.TaskDescription.ShouldBe("Write");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(101)]
    public async Task History_WithABadPageSize_TellsTheField(int pageSize) =>
        await system.NewPerson().ListAsync(pageSize).ShouldHaveInvalidFieldsAsync("page_size");

    [Theory]
    [InlineData("nonsense")]
    [InlineData("!")]
    [InlineData("AAAA")]
    public async Task History_WithABadToken_TellsTheField(string token)
    {
        var person = system.NewPerson();

        await person.ListAsync(10, token).ShouldHaveInvalidFieldsAsync("page_token");
        await person.ListAsync(0, token).ShouldHaveInvalidFieldsAsync("page_size", "page_token");
    }

    [Fact]
    public async Task History_WithSomebodyElsesToken_ShowsOnlyOwnSessions()
    {
        var (one, other) = (system.NewPerson(), system.NewPerson());
        await LiveThroughAsync(one, 3);
        var token = (await one.ListAsync(1)).NextPageToken;

        (await other.ListAsync(10, token)).Sessions.ShouldBeEmpty();
    }

    private async Task<List<string>> LiveThroughAsync(Person person, int count)
    {
        var ids = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var id = (await person.StartAsync()).SessionId;
            system.Clock.Advance(TimeSpan.FromMinutes(1));
            await person.CompleteAsync(id);
            ids.Add(id);
        }

        return ids;
    }
}
