using FocusSuite.Domain;
using FocusSuite.Messaging.Events;
using FocusSuite.Messaging.Outbox;
using FocusSuite.Progress.Tests.Support;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.TestSupport.Databases;
using FocusSuite.TestSupport.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

[assembly: AssemblyFixture(typeof(ProgressFixture))]

namespace FocusSuite.Progress.Tests.Support;

/// <summary>
/// The real service on a real database, once for all tests; its peers are fakes on real sockets, and its clock stands still. Each test has
/// its own user.
/// </summary>
public sealed class ProgressFixture : IAsyncLifetime
{
    /// <summary>Suite time: half past eleven at night in UTC, so that it is another date elsewhere.</summary>
    public static readonly DateTimeOffset Now = new(2026, 3, 10, 23, 30, 0, TimeSpan.Zero);

    /// <summary>No broker is there; tests that need none replace messaging.</summary>
    internal const string Nowhere = "amqp://nobody:nothing@127.0.0.1:1/";

    private Installation? _installation;

    public TestDatabase Database => _installation!.Database;

    internal FakePeers Peers => _installation!.Peers;

    public IServiceProvider Services => _installation!.Host.Services;

    /// <summary>What was handed to the relay.</summary>
    internal LoopbackRelay Relay { get; } = new();

    public async ValueTask InitializeAsync()
    {
        _installation = await Installation.StartAsync(Nowhere, configure: services =>
        {
            services.ReplaceMessaging();
            services.Replace(ServiceDescriptor.Singleton<IOutboxRelay>(Relay));
            services.Replace(ServiceDescriptor.KeyedSingleton<TimeProvider>(Clocks.Suite, new FakeTimeProvider(Now)));
        });
        Relay.Services = Services;
        Relay.IsCounted = evaluated => !Peers.Known.TryGetValue(evaluated.EnrollmentId, out var enrollment)
            || enrollment.Status != EnrollmentStatus.Abandoned || evaluated.CompletedAt <= enrollment.AbandonedAt?.ToDateTimeOffset();
    }

    public ValueTask DisposeAsync() => _installation?.DisposeAsync() ?? default;

    /// <summary>A user with a program in progress.</summary>
    internal TestUser Enroll(
        int currentDay = 1, EnrollmentStatus status = EnrollmentStatus.InProgress, string timeZone = "UTC", long program = Some.Program,
        int version = 1) =>
        _installation!.Enroll(currentDay, status, timeZone, program, version);

    /// <summary>How many events of a kind wait in the outbox for an enrollment.</summary>
    public Task<long> CountAsync<TEvent>(long enrollmentId)
        where TEvent : FocusEvent => Database.ScalarAsync<long>(
            $"SELECT count(*) FROM outbox WHERE type = '{typeof(TEvent).Name}' AND body::jsonb ->> 'enrollmentId' = '{enrollmentId}'");

    /// <summary>How many documents of a table belong to an enrollment.</summary>
    public Task<long> CountDaysAsync(long enrollmentId) =>
        Database.ScalarAsync<long>($"SELECT count(*) FROM program_days WHERE id LIKE '{enrollmentId}:%'");

    /// <summary>Drops the recorded answers of a user, as if the process had died before it recorded them.</summary>
    public Task<int> ForgetKeysAsync(long userId) => Database.ExecuteAsync($"DELETE FROM idempotency WHERE data ->> 'userId' = '{userId}'");
}
