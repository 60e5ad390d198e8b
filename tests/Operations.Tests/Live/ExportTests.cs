using FocusSuite.Operations.Tests.Support;
using FocusSuite.TestSystem;

namespace FocusSuite.Operations.Tests.Live;

/// <summary>What the running system exports is what the documents speak of.</summary>
[Collection(LiveTests.Name)]
public sealed class ExportTests(MeasuredSystem measured)
{
    // Prometheus itself makes it.
    private const string Up = "up";

    [Fact]
    public async Task Series_InRulesAndDashboards_AreExported()
    {
        var exported = (await ScrapeAllAsync()).SelectMany(scrape => scrape.Value.Series).Append(Up).ToHashSet();
        var named = Rule.Recording.Concat(Rule.Alerting).Select(rule => rule.Expr)
            .Concat(Dashboard.All.SelectMany(dashboard => dashboard.Queries).Select(query => query.Query))
            .SelectMany(PromQl.Series).Where(name => !name.Contains(':', StringComparison.Ordinal)).ToHashSet();

        named.Count.ShouldBeGreaterThan(15);
        named.Except(exported).ShouldBeEmpty(string.Join('\n', exported.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData(PartNames.Sessions, "focus_sessions_active")]
    [InlineData(PartNames.Sessions, "focus_effects_wait_seconds_count", "focus_outcome=\"visible\"")]
    [InlineData(PartNames.Sessions, "focus_outbox_published_total", "focus_event=\"SessionCompleted\"")]
    [InlineData(PartNames.Progress, "focus_days_completed_total")]
    [InlineData(PartNames.Progress, "focus_consumer_lag_seconds_count", "focus_event=\"SessionCompleted\"", "messaging_destination_name=\"progress.session-completed\"")]
    [InlineData(PartNames.Progress, "focus_consumer_dead_letters_total", "messaging_destination_name=\"progress.session-completed\"")]
    [InlineData(PartNames.Enrollment, "focus_enrollments_total", "focus_program_kind=\"free\"")]
    [InlineData(PartNames.Enrollment, "focus_enrollments_total", "focus_program_kind=\"pro\"")]
    [InlineData(PartNames.Enrollment, "focus_consumer_lag_seconds_count", "focus_event=\"DayEvaluated\"")]
    [InlineData(PartNames.Gateway, "http_server_request_duration_seconds_count", "http_route=\"/api/v1/focus/sessions/complete\"", "http_response_status_code=\"200\"")]
    [InlineData(PartNames.Gateway, "http_server_request_duration_seconds_count", "http_route=\"/api/v1/focus/programs/{enrollment_id}\"", "http_response_status_code=\"404\"")]
    [InlineData(PartNames.Sessions, "http_server_request_duration_seconds_count", "http_route=\"/focus.sessions.v1.SessionsService/CompleteSession\"", "rpc_response_status_code=\"OK\"")]
    public async Task Day_ThatWasLived_IsCountedOnce(string part, string series, params string[] labels) =>
        (await measured.ScrapeAsync(part)).Value(series, labels).ShouldBe(1);

    [Theory]
    [InlineData(PartNames.Identity)]
    [InlineData(PartNames.Catalog)]
    [InlineData(PartNames.Enrollment)]
    [InlineData(PartNames.Sessions)]
    [InlineData(PartNames.Progress)]
    public async Task Outbox_OfEveryService_IsEmptyInTheEnd(string part)
    {
        var scrape = await measured.ScrapeUntilAsync(part, scrape => scrape.Value("focus_outbox_depth") == 0);

        scrape.Value("focus_outbox_age_seconds").ShouldBe(0);
    }

    [Fact]
    public async Task Labels_OfEveryPart_HoldNothingOfAUser()
    {
        foreach (var (part, scrape) in await ScrapeAllAsync())
        {
            scrape.Text.ShouldNotContain(measured.Day.Email, Case.Insensitive, part);
            scrape.Text.ShouldNotContain(measured.Day.SessionId, Case.Insensitive, part);
            // As a label or in one: the digits alone may stand in any number.
            scrape.Text.ShouldNotContain("\"4711\"", Case.Insensitive, part);
            scrape.Text.ShouldNotContain("programs/4711", Case.Insensitive, part);
            scrape.Text.ShouldNotContain("stayed focused", Case.Insensitive, part);
        }
    }

    [Fact]
    public async Task Metrics_AskedOfTheGatewaysPublicPort_AreNotThere()
    {
        using var client = measured.System.CreateClient();
        using var response = await client.GetAsync("/metrics");

        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
        measured.System.MetricsTargets.Count.ShouldBe(7);
    }

    private async Task<IReadOnlyDictionary<string, Scrape>> ScrapeAllAsync()
    {
        var scrapes = new Dictionary<string, Scrape>();
        foreach (var target in measured.System.MetricsTargets)
        {
            scrapes[target.Part] = await measured.ScrapeAsync(target.Part);
        }

        return scrapes;
    }
}
