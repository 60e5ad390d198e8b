using FocusSuite.Enrollment.Tests.Support;
using FocusSuite.Messaging.Outbox;
using Shouldly;
using Xunit;

namespace FocusSuite.Enrollment.Tests.Service;

/// <summary>A replica whose clock is not the database server's.</summary>
public sealed class OutboxLeaseTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);

    /// <summary>
    /// S14: what a replica has saved is its own to publish for the time of a lease, whatever its clock shows, and no longer.
    /// </summary>
    [Theory]
    [InlineData("-1 hour")]
    [InlineData("-6 seconds")]
    [InlineData("0 seconds")]
    [InlineData("6 seconds")]
    [InlineData("1 hour")]
    public async Task Save_ServersClockIsAnother_LeasesByTheServersClock(string ahead)
    {
        await using var host = new EnrollmentHost(database => database.SetClockAheadAsync(ahead));
        await host.InitializeAsync();

        await host.NewUser().EnrollAndStartAsync();

        var another = new PostgresOutboxSource(host.Database.DataSource);
        (await another.TakeAsync(100, Lease, CancellationToken.None)).ShouldBeEmpty("each would be published twice");
        var (count, left) = (
            await host.Database.ScalarAsync<long>("SELECT count(*) FROM outbox"),
            await host.Database.ScalarAsync<double>(
                "SELECT extract(epoch FROM max(leased_until) - clock_timestamp())::double precision FROM outbox"));
        count.ShouldBeGreaterThan(1);
        left.ShouldBeInRange(0, Lease.TotalSeconds);
    }
}
