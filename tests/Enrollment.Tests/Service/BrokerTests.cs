using FocusSuite.Enrollment.Tests.Support;
using FocusSuite.Messaging.Events;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.TestSupport.Waiting;
using Shouldly;
using Xunit;

namespace FocusSuite.Enrollment.Tests.Service;

/// <summary>The service on a real RabbitMQ, with a bus of the test that plays progress and identity.</summary>
public sealed class BrokerTests(BrokerHost broker) : IClassFixture<BrokerHost>
{
    [Fact]
    public async Task Program_LivedThroughOverTheBrokerInDisorderWithRepeats_SaysEachDayOnce()
    {
        var user = broker.Host.NewUser();
        var id = await user.EnrollAndStartAsync();
        var days = Enumerable.Range(1, 14).Reverse().Select(day => Evaluated(user, id, day)).ToList();

        // Day 14 first and alone; the others then have at least two days to tell. Who shares the broker and plays enrollment knows one at a
        // time.
        await broker.Bus.Publish(days[0]);
        await Eventually.UntilAsync(() => Task.FromResult(Advanced(user, 1).Any()));
        await Task.WhenAll(days.Concat(days).Concat(days).Select(day => broker.Bus.Publish(day)));
        await Eventually.UntilAsync(
            () => Task.FromResult(broker.Heard.OfType<ProgramCompleted>().Any(completed => completed.UserId == user.Id)));
        await Eventually.UntilAsync(async () => await broker.Host.Database.ScalarAsync<long>("SELECT count(*) FROM outbox") == 0);

        var advanced = Advanced(user, 2).ToList();
        advanced.Select(happened => happened.CompletedDay).Order().ShouldBe(Enumerable.Range(1, 13));
        advanced.ShouldAllBe(happened => happened.CausationId == days.Single(day => day.DayNumber == happened.CompletedDay).Id);
        broker.Heard.OfType<ProgramCompleted>().Count(completed => completed.UserId == user.Id).ShouldBe(1);
        broker.Heard.OfType<Enrolled>().Count(enrolled => enrolled.EnrollmentId == id && enrolled.UserId == user.Id).ShouldBe(1);
        (await user.History(new ListHistoryRequest())).Entries[0].Status.ShouldBe(EnrollmentStatus.Completed);
    }

    [Fact]
    public async Task SubscriptionChanged_OverTheBroker_ShowsInTheList()
    {
        var user = broker.Host.NewUser();
        (await CanAccessMasteryAsync(user)).ShouldBeFalse();
        user.Subscribe();
        await broker.Bus.Publish(new SubscriptionChanged
        {
            UserId = user.Id,
            Plan = "pro_monthly",
            Status = "active",
            OccurredAt = DateTimeOffset.UtcNow,
            CorrelationId = Guid.CreateVersion7(),
        });

        await Eventually.UntilAsync(() => CanAccessMasteryAsync(user));
    }

    private IEnumerable<ProgramAdvanced> Advanced(TestUser user, int leastDays) =>
        broker.Heard.OfType<ProgramAdvanced>().Where(advanced => advanced.UserId == user.Id && advanced.CompletedDays.Count >= leastDays);

    private static async Task<bool> CanAccessMasteryAsync(TestUser user) =>
        (await user.ListedAsync(2)).CanAccess;

    private static DayEvaluated Evaluated(TestUser user, long enrollment, int day) => new()
    {
        OccurredAt = DateTimeOffset.UtcNow,
        UserId = user.Id,
        CorrelationId = Guid.CreateVersion7(),
        EnrollmentId = enrollment,
        ProgramId = 1,
        DayNumber = day,
        CompletedAt = Some.Now.AddMinutes(day),
    };
}
