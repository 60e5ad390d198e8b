using FocusSuite.Domain;
using FocusSuite.Enrollment.Domain;
using FocusSuite.Enrollment.Persistence;
using FocusSuite.Enrollment.Tests.Support;
using FocusSuite.Messaging.Consuming;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace FocusSuite.Enrollment.Tests.Service;

/// <summary>Somebody else changes the row between the load and the save.</summary>
public class LostRaceTests(EnrollmentHost host)
{
    private readonly TestUser _user = host.NewUser();

    [Fact]
    public async Task Change_ThatLosesOnce_DecidesAgainOnFreshState()
    {
        var id = await _user.EnrollAsync();
        var seen = new List<int>();

        var decision = await DecideAsync(id, enrollment =>
        {
            seen.Add(enrollment.CurrentDay);
            if (seen.Count == 1)
            {
                Meddle($"UPDATE enrollments SET current_day = 5 WHERE id = {id}");
            }

            return enrollment.Start(hasPro: true, Some.Operation);
        });

        seen.ShouldBe([1, 5]);
        decision.ShouldNotBeNull().State!.CurrentDay.ShouldBe(5);
        (await host.Database.ScalarAsync<string>($"SELECT status || current_day FROM enrollments WHERE id = {id}"))
            .ShouldBe("in_progress5");
        var started = $"SELECT count(*) FROM outbox WHERE type = 'ProgramStarted' AND body::json ->> 'userId' = '{_user.Id}'";
        (await host.Database.ScalarAsync<long>(started)).ShouldBe(1);
    }

    [Fact]
    public async Task Command_ThatLosesEachTime_IsAConflictAndATransientFaultForAConsumer()
    {
        var id = await _user.EnrollAsync();
        var tries = 0;

        // What callers are told of it is one rule for all services: ErrorInterceptorTests.
        var lost = await Should.ThrowAsync<LostRaceException>(() => DecideAsync(id, enrollment =>
        {
            tries++;
            Meddle($"UPDATE enrollments SET enrolled_at = now() WHERE id = {id}");
            return enrollment.Start(hasPro: true, Some.Operation);
        }));

        lost.ShouldBeAssignableTo<ILostRace>();
        TransientFaults.Is(lost).ShouldBeTrue();
        tries.ShouldBe(EnrollmentStore.MaxTries);
    }

    private async Task<Decision<ProgramEnrollment>?> DecideAsync(long id, Func<ProgramEnrollment, Decision<ProgramEnrollment>> decide)
    {
        await using var scope = host.Service.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<EnrollmentStore>()
            .DecideAsync(id, _user.Id, decide, TestContext.Current.CancellationToken);
    }

    // A decision waits for nobody, so neither does who disturbs it.
    private void Meddle(string sql)
    {
        using var connection = new Npgsql.NpgsqlConnection(host.Database.ConnectionString);
        connection.Open();
        using var command = new Npgsql.NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
