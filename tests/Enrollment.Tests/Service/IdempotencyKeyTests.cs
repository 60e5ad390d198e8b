using FocusSuite.Enrollment.Tests.Support;
using FocusSuite.Messaging.Events;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.ServiceDefaults.Idempotency;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace FocusSuite.Enrollment.Tests.Service;

/// <summary>Keys in PostgreSQL tables.</summary>
public sealed class IdempotencyKeyTests(EnrollmentHost host)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Enroll_FiftyAtOnceWithOneKey_IsOneEnrollmentAndOneAnswer(bool asRequestId)
    {
        var (testUser, key) = (host.NewUser(), Guid.NewGuid().ToString());
        var request = new EnrollRequest { ProgramId = 1, RequestId = asRequestId ? key : string.Empty };

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
            await testUser.Client.EnrollAsync(
                request, asRequestId ? testUser.Headers : testUser.HeadersWithKey(key)))).WaitAsync(TimeSpan.FromSeconds(30));

        answers.Distinct().ShouldHaveSingleItem().Enrolled.ShouldBeTrue();
        testUser.Events<Enrolled>().ShouldHaveSingleItem();
    }

    /// <summary>S4: a key that was let go of stands for its own request only.</summary>
    [Fact]
    public async Task Yield_OfAClaimedKey_LetsTheSameRequestRunAgainAndNoOther()
    {
        var (store, user) = (host.Service.Services.GetRequiredService<IIdempotencyStore>(), host.NewUser().Id);
        (await store.ClaimAsync(user, "key", "one", CancellationToken.None)).ShouldBeNull();
        (await store.ClaimAsync(user, "key", "one", CancellationToken.None)).ShouldBe(new IdempotencyRecord("one", null));

        await store.YieldAsync(user, "key", CancellationToken.None);

        (await store.ClaimAsync(user, "key", "other", CancellationToken.None)).ShouldBe(new IdempotencyRecord("one", null));
        (await store.ClaimAsync(user, "key", "one", CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Purge_ByFourReplicasAtOnce_RemovesTheOldAndNothingElse()
    {
        var testUser = host.NewUser();
        await testUser.Enroll(key: "young");
        await host.Database.ExecuteAsync($"""
            INSERT INTO idempotency (user_id, key, fingerprint, created_at, leased_until)
            SELECT {testUser.Id}, 'old ' || number, '', now() - make_interval(hours => 25, mins => number), now() FROM generate_series(1, 1200) AS number
            """);
        var store = host.Service.Services.GetRequiredService<IIdempotencyStore>();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            int count;
            do
            {
                count = await store.PurgeAsync(100, CancellationToken.None);
                count.ShouldBeLessThanOrEqualTo(100);
            }
            while (count > 0);
        })).WaitAsync(TimeSpan.FromSeconds(30));

        (await host.Database.ScalarAsync<string>($"SELECT string_agg(key, ',') FROM idempotency WHERE user_id = {testUser.Id}"))
            .ShouldBe("young");
    }
}
