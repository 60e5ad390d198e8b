using FocusSuite.Enrollment.Events;
using FocusSuite.Enrollment.Subscriptions;
using FocusSuite.Enrollment.Tests.Support;
using FocusSuite.Messaging.Events;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Identity.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace FocusSuite.Enrollment.Tests.Subscriptions;

public sealed class SubscriptionCacheTests : IDisposable
{
    private readonly FakeIdentity _identity = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly SubscriptionCache _cache;

    public SubscriptionCacheTests() => _cache = new SubscriptionCache(_identity, _clock, NullLogger<SubscriptionCache>.Instance);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _cache.Dispose();

    [Fact]
    public async Task Pro_ForTenMinutes_ComesFromMemory()
    {
        (await HasProAsync()).ShouldBeTrue();
        _identity.Subscription = new Subscription { Plan = Plan.Free };
        _clock.Advance(SubscriptionCache.Fresh - TimeSpan.FromSeconds(1));
        (await HasProAsync()).ShouldBeTrue();
        _clock.Advance(TimeSpan.FromSeconds(1));
        (await HasProAsync()).ShouldBeFalse();
        _identity.Calls.ShouldBe(2);
    }

    [Fact]
    public async Task Pro_FromMemory_IsJudgedAgainstTheTimeOfTheQuestion()
    {
        _identity.Subscription.ExpiresAt = Timestamp.FromDateTimeOffset(Some.Now.AddMinutes(1));
        (await HasProAsync()).ShouldBeTrue();
        (await _cache.HasProAsync(7, Some.Now.AddMinutes(1), Token)).ShouldBeFalse();
        _identity.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task Pro_AfterTheEvent_IsAskedAgain()
    {
        await HasProAsync();
        _identity.Subscription = new Subscription { Plan = Plan.Free };
        await new SubscriptionChangedHandler(_cache).HandleAsync(
            new SubscriptionChanged { UserId = 7, Plan = "free", Status = "expired", OccurredAt = default, CorrelationId = Guid.NewGuid() }, Token);
        (await HasProAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Pro_DroppedWhileItWasAsked_IsNotKept()
    {
        var gate = new TaskCompletionSource();
        _identity.Before = () => gate.Task;
        var early = HasProAsync();
        _cache.Drop(7);
        gate.SetResult();
        (await early).ShouldBeTrue();

        _identity.Subscription = new Subscription { Plan = Plan.Free };
        (await HasProAsync()).ShouldBeFalse();
    }

    /// <summary>Meets the moment between "nothing was dropped" and the keeping about every sixtieth time.</summary>
    [Fact]
    public async Task Pro_DroppedAtTheMomentInWhichItIsKept_IsNotKept()
    {
        const int Rounds = 2000;
        var (begun, dropped) = (0, 0);
        var dropper = new Thread(() =>
        {
            for (var round = 1; round <= Rounds; round++)
            {
                while (Volatile.Read(ref begun) < round)
                {
                    Thread.Yield();
                }

                // A little later each time, since nobody can tell when that moment is.
                Thread.SpinWait(round % 100);
                _cache.Drop(7);
                Volatile.Write(ref dropped, round);
            }
        });
        dropper.IsBackground = true;
        dropper.Start();
        for (var round = 1; round <= Rounds; round++)
        {
            var gate = new TaskCompletionSource();
            _identity.Before = () => gate.Task;
            _identity.Subscription = new Subscription { Plan = Plan.ProMonthly, Status = SubscriptionStatus.Active };
            var early = HasProAsync();
            Volatile.Write(ref begun, round);
            gate.SetResult();
            await early;
            while (Volatile.Read(ref dropped) < round)
            {
                Thread.Yield();
            }

            (_identity.Before, _identity.Subscription) = (() => Task.CompletedTask, new Subscription { Plan = Plan.Free });
            (await HasProAsync()).ShouldBeFalse($"round {round}");
            _cache.Drop(7);
        }
    }

    [Fact]
    public async Task Pro_WhileIdentityIsAway_IsTheLastKnownForAnHour()
    {
        await HasProAsync();
        _identity.Before = () => throw new RpcException(new Status(StatusCode.Unavailable, "away"));
        _clock.Advance(TimeSpan.FromMinutes(59));
        (await HasProAsync()).ShouldBeTrue();

        _clock.Advance(TimeSpan.FromMinutes(1));
        (await Should.ThrowAsync<RpcException>(HasProAsync)).StatusCode.ShouldBe(StatusCode.Unavailable);
    }

    [Fact]
    public async Task Pro_OfACallThatWasCanceled_IsNotTakenFromMemory()
    {
        await HasProAsync();
        _clock.Advance(SubscriptionCache.Fresh);
        using var canceled = new CancellationTokenSource();
        await canceled.CancelAsync();
        _identity.Before = () => throw new RpcException(new Status(StatusCode.Cancelled, "canceled"));

        await Should.ThrowAsync<RpcException>(() => _cache.HasProAsync(7, Some.Now, canceled.Token).AsTask());
    }

    [Fact]
    public async Task Permission_OfOneWhoHasJustPaid_DoesNotWaitForAnEvent()
    {
        _identity.Subscription = new Subscription { Plan = Plan.Free };
        (await HasProAsync()).ShouldBeFalse();
        _identity.Subscription = new Subscription { Plan = Plan.ProYearly, Status = SubscriptionStatus.Active };

        await _cache.RequireProAsync(7, Some.Now, Token);
        (await HasProAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task Permission_WithoutPro_IsRefusedWithTheWordsClientsShow()
    {
        _identity.Subscription = new Subscription { Plan = Plan.Free };
        var refusal = await Should.ThrowAsync<ApiException>(() => _cache.RequireProAsync(7, Some.Now, Token));
        refusal.Code.ShouldBe(ErrorCodes.ProRequired);
        refusal.Message.ShouldContain("Pro subscription");
    }

    private Task<bool> HasProAsync() => _cache.HasProAsync(7, Some.Now, Token).AsTask();
}
