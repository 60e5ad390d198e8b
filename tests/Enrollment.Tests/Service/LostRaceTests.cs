using FocusSuite.CatalogClient;
using FocusSuite.Enrollment.Lifecycle;
using FocusSuite.Enrollment.Storage;
using FocusSuite.Enrollment.Subscriptions;
using FocusSuite.Enrollment.Tests.Support;
using FocusSuite.Messaging.Consuming;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace FocusSuite.Enrollment.Tests.Service;

/// <summary>Somebody else changes the row between the load and the save.</summary>
public class LostRaceTests(EnrollmentHost host)
{
    private readonly TestPerson _person = host.NewPerson();

    [Fact]
    public async Task Change_ThatLosesOnce_DecidesAgainOnFreshState()
    {
        var id = await _person.EnrollAsync();
        await using var scope = host.Service.Services.CreateAsyncScope();
        var seen = new List<int>();

        var changed = await scope.ServiceProvider.GetRequiredService<EnrollmentStore>().ChangeAsync(
            id,
            _person.Id,
            async enrollment =>
            {
                seen.Add(enrollment.CurrentDay);
                if (seen.Count == 1)
                {
                    await host.Database.ExecuteAsync($"UPDATE enrollments SET current_day = 5 WHERE id = {id}");
                }

                return StatusChange.Start(enrollment, Some.Operation);
            },
            TestContext.Current.CancellationToken);

        seen.ShouldBe([1, 5]);
        changed.ShouldNotBeNull().CurrentDay.ShouldBe(5);
        (await host.Database.ScalarAsync<string>($"SELECT status || current_day FROM enrollments WHERE id = {id}")).ShouldBe("in_progress5");
        var started = $"SELECT count(*) FROM outbox WHERE type = 'ProgramStarted' AND body::json ->> 'userId' = '{_person.Id}'";
        (await host.Database.ScalarAsync<long>(started)).ShouldBe(1);
    }

    [Fact]
    public async Task Command_ThatLosesEachTime_IsAConflictAndATransientFaultForAConsumer()
    {
        var id = await _person.EnrollAsync();
        await using var scope = host.Service.Services.CreateAsyncScope();

        // An enrollment of the version before, for which the catalog is asked.
        var catalog = new MeddlingCatalog(() => host.Database.ExecuteAsync($"UPDATE enrollments SET enrolled_at = now(), is_pro_only = NULL WHERE id = {id}"));
        await host.Database.ExecuteAsync($"UPDATE enrollments SET is_pro_only = NULL WHERE id = {id}");
        var handler = new LifecycleHandler(
            scope.ServiceProvider.GetRequiredService<EnrollmentStore>(),
            catalog,
            scope.ServiceProvider.GetRequiredService<SubscriptionCache>(),
            TimeProvider.System);
        var command = new LifecycleCommand(_person.Id, id, null);

        // What callers are told of it is one rule for all services: ErrorInterceptorTests.
        var lost = await Should.ThrowAsync<LostRaceException>(() => handler.StartAsync(command, TestContext.Current.CancellationToken));

        lost.ShouldBeAssignableTo<ILostRace>();
        TransientFaults.Is(lost).ShouldBeTrue();
        catalog.Calls.ShouldBe(EnrollmentStore.MostTries);
    }

    /// <summary>Is asked between the load and the save, and changes the row then.</summary>
    private sealed class MeddlingCatalog(Func<Task> meddle) : ICatalog
    {
        public int Calls { get; private set; }

        public async ValueTask<ProgramTemplate?> GetProgramAsync(long programId, CancellationToken cancellationToken)
        {
            Calls++;
            await meddle();
            return new ProgramTemplate(Some.Program(), []);
        }

        public ValueTask<IReadOnlyList<ProgramInfo>> ListProgramsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
