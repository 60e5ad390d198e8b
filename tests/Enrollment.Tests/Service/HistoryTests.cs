using FocusSuite.Enrollment.Tests.Support;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Catalog.V1;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Progress.V1;
using FocusSuite.TestSupport.Errors;
using Shouldly;
using Xunit;

namespace FocusSuite.Enrollment.Tests.Service;

public class HistoryTests(EnrollmentHost host)
{
    private readonly TestUser _user = host.NewUser();

    [Fact]
    public async Task History_OfSomebodyNew_IsEmptyAndAsksNobody()
    {
        (await PageAsync(new ListHistoryRequest())).ShouldBe(new ListHistoryResponse());
        AskedOfProgress().ShouldBeEmpty();
    }

    [Fact]
    public async Task History_OfAll_IsNewestFirstWithTotals()
    {
        await host.NewUser().EnrollAsync();
        var first = await _user.EnrollAndStartAsync();
        host.Peers.Totals[first] = new EnrollmentTotals
        {
            EnrollmentId = first,
            CompletionPercentage = 14.3,
            TotalFocusMinutes = 75,
            CurrentStreak = 2,
        };
        for (var day = 1; day <= 14; day++)
        {
            await _user.CompleteDayAsync(first, day);
        }

        var second = await _user.EnrollAsync();
        _user.Subscribe();
        var third = await _user.EnrollAndStartAsync(2);

        var entries = (await PageAsync(new ListHistoryRequest())).Entries;

        entries.Select(
            entry => (entry.EnrollmentId, entry.ProgramName, entry.ProgramType, entry.Status, entry.CurrentDay, entry.TotalDays)).ShouldBe(
        [
            (third, "30-Day Focus Mastery", ProgramType.ThirtyDay, EnrollmentStatus.InProgress, 1, 30),
            (second, "14-Day Focus Challenge", ProgramType.FourteenDay, EnrollmentStatus.NotStarted, 1, 14),
            (first, "14-Day Focus Challenge", ProgramType.FourteenDay, EnrollmentStatus.Completed, 14, 14),
        ]);
        (entries[2].CompletionPercentage, entries[2].TotalFocusMinutes, entries[2].CurrentStreak).ShouldBe((14.3, 75, 2));
        entries[2].CompletedAt.ToDateTimeOffset().ShouldBe(Some.Now.AddMinutes(14));
        (entries[1].StartedAt, entries[1].CompletedAt, entries[1].CompletionPercentage, entries[1].TotalFocusMinutes)
            .ShouldBe((null, null, 0, 0));
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 3)]
    [InlineData(4, 2)]
    [InlineData(5, 1)]
    [InlineData(100, 1)]
    public async Task History_PageByPage_ShowsEachOnceAndAsksProgressOnceAPage(int size, int pages)
    {
        var enrollments = new List<long>();
        for (var number = 0; number < 5; number++)
        {
            enrollments.Insert(0, await _user.EnrollAsync());
            await _user.Abandon(enrollments[0]);
        }

        var (seen, token, count) = (new List<long>(), string.Empty, 0);
        do
        {
            var page = await PageAsync(new ListHistoryRequest { PageSize = size, PageToken = token });
            page.Entries.Count.ShouldBeInRange(1, size);
            seen.AddRange(page.Entries.Select(entry => entry.EnrollmentId));
            token = page.NextPageToken;
            count++;
        }
        while (token.Length > 0);

        seen.ShouldBe(enrollments);
        count.ShouldBe(pages);
        AskedOfProgress().Count().ShouldBe(pages);
        AskedOfProgress().SelectMany(asked => asked.EnrollmentIds).ShouldBe(enrollments);
    }

    [Fact]
    public async Task History_WhileNewOnesCome_GoesOnWhereItWas()
    {
        var old = await _user.EnrollAsync();
        await _user.Abandon(old);
        var newer = await _user.EnrollAsync();
        await _user.Abandon(newer);
        var first = await PageAsync(new ListHistoryRequest { PageSize = 1 });
        await _user.EnrollAsync();

        var second = await PageAsync(new ListHistoryRequest { PageSize = 1, PageToken = first.NextPageToken });

        (first.Entries[0].EnrollmentId, second.Entries[0].EnrollmentId).ShouldBe((newer, old));
    }

    [Fact]
    public async Task History_WithSomebodyElsesToken_ShowsTheCallersOwnOnly()
    {
        var other = host.NewUser();
        await other.Abandon(await other.EnrollAsync());
        await _user.Abandon(await _user.EnrollAsync());
        await _user.EnrollAsync();
        var token = (await PageAsync(new ListHistoryRequest { PageSize = 1 })).NextPageToken;

        var page = await other.History(new ListHistoryRequest { PageToken = token });
        page.Entries.Count.ShouldBeLessThanOrEqualTo(1);
        (await host.Database.ScalarAsync<long>($"SELECT count(*) FROM enrollments WHERE user_id = {other.Id}")).ShouldBe(1);
    }

    [Fact]
    public async Task History_WithABadPage_NamesTheFields()
    {
        var refusal = await _user.History(new ListHistoryRequest { PageSize = 101, PageToken = "x" })
            .ShouldBeRefusedAsync(ErrorCodes.ValidationFailed);
        refusal.Fields().ShouldBe(["page_size", "page_token"], ignoreOrder: true);
    }

    private async Task<ListHistoryResponse> PageAsync(ListHistoryRequest request) => await _user.History(request);

    private IEnumerable<BatchGetTotalsRequest> AskedOfProgress() =>
        host.Peers.AskedOfProgress.Where(asked => asked.UserId == _user.Id).Select(asked => asked.Request).OfType<BatchGetTotalsRequest>();
}
