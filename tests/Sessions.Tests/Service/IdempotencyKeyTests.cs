using FocusSuite.Messaging.Events;
using FocusSuite.Protos.Sessions.V1;
using FocusSuite.ServiceDefaults.Idempotency;
using FocusSuite.Sessions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Service;

/// <summary>Keys in documents, on two replicas.</summary>
[Collection(ServiceTests.Name)]
public sealed class IdempotencyKeyTests(SessionsSystem system)
{
    [Fact]
    public async Task Start_FiftyAtOnceWithOneKey_IsOneSessionAndOneAnswer()
    {
        var testUser = system.NewUser();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => testUser.StartAsync("start")))
            .WaitAsync(TimeSpan.FromSeconds(30));

        answers.Distinct().ShouldHaveSingleItem();
        system.Events<SessionStarted>(testUser).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Distraction_FiftyAtOnceWithOneRequestId_IsNotedOnce()
    {
        var testUser = system.NewUser();
        var session = await testUser.StartAsync();
        var request = new LogDistractionRequest
        {
            SessionId = session.SessionId,
            DistractionNote = "A fly.",
            RequestId = Guid.NewGuid().ToString(),
        };

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => testUser.DistractAsync(request)))
            .WaitAsync(TimeSpan.FromSeconds(30));

        answers.ShouldAllBe(count => count == 1);
        (await system.StoredAsync(session.SessionId)).Distractions.ShouldHaveSingleItem().Key.ShouldBe(request.RequestId);
    }

    /// <summary>S4: a key that was let go of stands for its own request only.</summary>
    [Fact]
    public async Task Yield_OfAClaimedKey_LetsTheSameRequestRunAgainAndNoOther()
    {
        var (store, user) = (system.Services.GetRequiredService<IIdempotencyStore>(), system.NewId());
        (await store.ClaimAsync(user, "key", "one", CancellationToken.None)).ShouldBeNull();
        (await store.ClaimAsync(user, "key", "one", CancellationToken.None)).ShouldBe(new IdempotencyRecord("one", null));

        await store.YieldAsync(user, "key", CancellationToken.None);

        (await store.ClaimAsync(user, "key", "other", CancellationToken.None)).ShouldBe(new IdempotencyRecord("one", null));
        (await store.ClaimAsync(user, "key", "one", CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Purge_AfterADay_RemovesWhatIsOldAndFreesItsKey()
    {
        var testUser = system.NewUser();
        await testUser.StartAsync("old");
        system.Clock.Advance(TimeSpan.FromHours(12));
        var young = system.NewUser();
        await young.StartAsync("young");
        system.Clock.Advance(TimeSpan.FromHours(12.5));

        var store = system.Services.GetRequiredService<IIdempotencyStore>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => store.PurgeAsync(500, CancellationToken.None)))
            .WaitAsync(TimeSpan.FromSeconds(30));

        (await CountAsync(testUser)).ShouldBe(0);
        (await CountAsync(young)).ShouldBe(1);
    }

    private Task<long> CountAsync(TestUser testUser) =>
        system.Database.ScalarAsync<long>($"SELECT count(*) FROM idempotency WHERE data ->> 'userId' = '{testUser.UserId}'");
}
