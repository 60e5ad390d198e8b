using FocusSuite.Protocol.Overload;
using Microsoft.Extensions.Time.Testing;
using Shouldly;

namespace FocusSuite.ServiceDefaults.Tests.Overload;

public sealed class AdaptiveConcurrencyTests
{
    private static readonly TimeSpan Fast = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(400);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void TryEnter_AsManyInsideAsTheLimit_IsRefusedUntilOneLeaves()
    {
        var concurrency = Make(least: 2);
        var calls = Enter(concurrency, concurrency.Limit);

        concurrency.TryEnter(out _).ShouldBeFalse();
        calls[0].Dispose();
        concurrency.TryEnter(out _).ShouldBeTrue();
        concurrency.TryEnter(out _).ShouldBeFalse();
    }

    [Fact]
    public void Limit_CallsTakeTooLong_ShrinksFromTheCallsThereWereDownToTheLeast()
    {
        var concurrency = Make(least: 10, most: 1000);

        Work(concurrency, 30, Slow);
        concurrency.Limit.ShouldBe(27);
        Work(concurrency, 27, Slow);
        concurrency.Limit.ShouldBe(24);
        for (var round = 0; round < 20; round++)
        {
            Work(concurrency, Math.Min(24, concurrency.Limit), Slow);
        }

        concurrency.Limit.ShouldBe(10);
    }

    [Fact]
    public void Limit_CallsAreFastAndTheRoomIsUsed_GrowsUpToTheMost()
    {
        var concurrency = Make(least: 25, most: 130);
        var before = concurrency.Limit;

        Work(concurrency, before, Fast, rounds: 5);
        concurrency.Limit.ShouldBe(before + (int)Math.Sqrt(before));
        for (var round = 0; round < 10; round++)
        {
            Work(concurrency, concurrency.Limit, Fast, rounds: 5);
        }

        concurrency.Limit.ShouldBe(130);
    }

    [Fact]
    public void Limit_CallsAreFastAndFew_Stays()
    {
        var concurrency = Make(least: 25);
        var before = concurrency.Limit;

        Work(concurrency, 12, Fast, rounds: 20);

        concurrency.Limit.ShouldBe(before);
    }

    [Fact]
    public void Limit_FewCalls_IsNotJudgedByThem()
    {
        var concurrency = Make(least: 2);
        var before = concurrency.Limit;

        Work(concurrency, 3, Slow, rounds: 2);

        concurrency.Limit.ShouldBe(before);
    }

    [Fact]
    public void TryEnter_LeastIsZero_NeverRefuses()
    {
        var concurrency = Make(least: 0);

        Enter(concurrency, 5000).Count.ShouldBe(5000);
    }

    [Fact]
    public async Task TryEnter_ManyAtOnce_CountsEachOnce()
    {
        var concurrency = new AdaptiveConcurrency(new OverloadOptions { Least = 8, Most = 8 }, _time);
        var (inside, mostInside) = (0, 0);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var turn = 0; turn < 5000; turn++)
            {
                if (concurrency.TryEnter(out var call))
                {
                    using (call)
                    {
                        InterlockedMax(ref mostInside, Interlocked.Increment(ref inside));
                        Interlocked.Decrement(ref inside);
                    }
                }
            }
        }))).WaitAsync(TimeSpan.FromSeconds(30));

        mostInside.ShouldBeInRange(1, 8);
        Enter(concurrency, 8).Count.ShouldBe(8);
        concurrency.TryEnter(out _).ShouldBeFalse();
    }

    private AdaptiveConcurrency Make(int least, int most = 2000) => new(new OverloadOptions { Least = least, Most = most }, _time);

    /// <summary>So many calls at once, each as long as told, again and again.</summary>
    private void Work(AdaptiveConcurrency concurrency, int count, TimeSpan each, int rounds = 1)
    {
        for (var round = 0; round < rounds; round++)
        {
            var calls = Enter(concurrency, count);
            _time.Advance(each);
            calls.ForEach(call => call.Dispose());
        }
    }

    private static List<AdaptiveConcurrency.Call> Enter(AdaptiveConcurrency concurrency, int count)
    {
        var calls = new List<AdaptiveConcurrency.Call>();
        for (var number = 0; number < count; number++)
        {
            concurrency.TryEnter(out var call).ShouldBeTrue();
            calls.Add(call);
        }

        return calls;
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
        {
            if (Interlocked.CompareExchange(ref most, value, seen) == seen)
            {
                return;
            }
        }
    }
}
