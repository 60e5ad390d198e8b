using FocusSuite.Enrollment.Tests.Support;
using FocusSuite.Messaging.Events;
using FocusSuite.Protos.Enrollment.V1;
using Shouldly;
using Xunit;

namespace FocusSuite.Enrollment.Tests.Service;

/// <summary>The service on a real RabbitMQ, with a bus of the test that plays progress and identity.</summary>
public sealed class BrokerTests(BrokerHost broker) : IClassFixture<BrokerHost>
{
    [Fact]
    public async Task Program_LivedThroughOverTheBrokerInDisorderWithRepeats_SaysEachDayOnce()
    {
        var person = broker.Host.NewPerson();
        var id = await person.EnrollAndStartAsync();
        var days = Enumerable.Range(1, 14).Reverse().Select(day => Evaluated(person, id, day)).ToList();

        // Day 14 first and alone; the others then have at least two days to tell. Who shares the broker and plays enrollment knows one at a
        // time.
        await broker.Bus.Publish(days[0]);
        await Poll.UntilAsync(() => Task.FromResult(Advanced(person, 1).Any()));
        await Task.WhenAll(days.Concat(days).Concat(days).Select(day => broker.Bus.Publish(day)));
        await Poll.UntilAsync(() => Task.FromResult(broker.Heard.OfType<ProgramCompleted>().Any(completed => completed.UserId == person.Id)));
        await Poll.UntilAsync(async () => await broker.Host.Database.ScalarAsync<long>("SELECT count(*) FROM outbox") == 0);

        var advanced = Advanced(person, 2).ToList();
        advanced.Select(happened => happened.CompletedDay).Order().ShouldBe(Enumerable.Range(1, 13));
        advanced.ShouldAllBe(happened => happened.CausationId == days.Single(day => day.DayNumber == happened.CompletedDay).Id);
        broker.Heard.OfType<ProgramCompleted>().Count(completed => completed.UserId == person.Id).ShouldBe(1);
        broker.Heard.OfType<Enrolled>().Count(enrolled => enrolled.EnrollmentId == id && enrolled.UserId == person.Id).ShouldBe(1);
        (await person.History(new ListHistoryRequest())).Entries[0].Status.ShouldBe(EnrollmentStatus.Completed);
    }

    [Fact]
    public async Task SubscriptionChanged_OverTheBroker_ShowsInTheList()
    {
        var person = broker.Host.NewPerson();
        (await CanAccessMasteryAsync(person)).ShouldBeFalse();
        person.Subscribe();
        await broker.Bus.Publish(new SubscriptionChanged
        {
            UserId = person.Id,
            Plan = "pro_monthly",
            Status = "active",
            OccurredAt = DateTimeOffset.UtcNow,
            CorrelationId = Guid.CreateVersion7(),
        });

        await Poll.UntilAsync(() => CanAccessMasteryAsync(person));
    }

    private IEnumerable<ProgramAdvanced> Advanced(TestPerson person, int leastDays) =>
        broker.Heard.OfType<ProgramAdvanced>().Where(advanced => advanced.UserId == person.Id && advanced.CompletedDays.Count >= leastDays);

    private static async Task<bool> CanAccessMasteryAsync(TestPerson person) =>
        (await person.ListedAsync(2)).CanAccess;

    private static DayEvaluated Evaluated(TestPerson person, long enrollment, int day) => new()
    {
        OccurredAt = DateTimeOffset.UtcNow,
        UserId = person.Id,
        CorrelationId = Guid.CreateVersion7(),
        EnrollmentId = enrollment,
        ProgramId = 1,
        DayNumber = day,
        CompletedAt = Some.Now.AddMinutes(day),
    };
}
