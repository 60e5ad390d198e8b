using FocusSuite.ServiceDefaults.Idempotency;
using FocusSuite.ServiceDefaults.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;

namespace FocusSuite.ServiceDefaults.Tests.Idempotency;

public sealed class IdempotencySweeperTests
{
    [Fact]
    public async Task Sweep_OfMoreThanABatch_GoesOnUntilNothingIsOld()
    {
        var (store, clock) = (new MemoryIdempotencyStore { Old = IdempotencySweeper.BatchSize + 7 }, new FakeTimeProvider());
        await using var services = new ServiceCollection().AddSingleton<IIdempotencyStore>(store).BuildServiceProvider();
        using var sweeper = new IdempotencySweeper(services, clock, NullLogger<IdempotencySweeper>.Instance);
        await sweeper.StartAsync(CancellationToken.None);
        store.Purged.ShouldBeEmpty();

        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (store.Purged.Count < 2)
        {
            // Again and again, since nothing tells when it has begun to wait.
            clock.Advance(IdempotencySweeper.Interval);
            await timer.WaitForNextTickAsync(bound.Token);
        }

        store.Purged.Take(2).ShouldBe([IdempotencySweeper.BatchSize, 7]);
        await sweeper.StopAsync(bound.Token);
    }
}
