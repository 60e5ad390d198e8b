using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Errors;
using FocusSuite.ServiceDefaults.Erasure;
using FocusSuite.ServiceDefaults.Revocation;
using FocusSuite.TestSupport.Tokens;
using Microsoft.Extensions.Options;
using Shouldly;

namespace FocusSuite.ServiceDefaults.Tests.Revocation;

/// <summary>S7: who is refused, who is told, and what is forgotten.</summary>
public sealed class TokenRevocationsTests
{
    private const long User = 42;
    private const long Other = 43;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    private readonly ErasedUsers _erased = new(Options.Create(new AuthOptions { ServiceKey = TestServiceKey.Value }));
    private readonly TokenRevocations _revocations;

    public TokenRevocationsTests() => _revocations = new TokenRevocations(_erased);

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    public void IsRevoked_OfAnEpoch_IsTrueBelowTheNewest(long epoch, bool revoked)
    {
        _revocations.Revoke(_revocations.HashOf(User), 2, ErrorCodes.SignedOut);
        _revocations.Revoke(_revocations.HashOf(User), 1, ErrorCodes.PasswordChanged);

        _revocations.IsRevoked(User, epoch).ShouldBe(revoked);
        _revocations.IsRevoked(Other, epoch).ShouldBeFalse();
    }

    [Fact]
    public async Task Revoke_WhileStreamsAreOpen_EndsThoseOfOlderEpochsAlone()
    {
        using var old = _revocations.Watch(User, 0);
        using var renewed = _revocations.Watch(User, 1);
        using var somebodyElse = _revocations.Watch(Other, 0);

        _revocations.Revoke(_revocations.HashOf(User), 1, ErrorCodes.PasswordChanged);

        await EndOfAsync(old);
        old.Reason.ShouldBe(ErrorCodes.PasswordChanged);
        (renewed.Ended.IsCancellationRequested, renewed.Reason).ShouldBe((false, null));
        (somebodyElse.Ended.IsCancellationRequested, somebodyElse.Reason).ShouldBe((false, null));
    }

    [Fact]
    public async Task Watch_AfterTheRevocation_EndsAtOnce()
    {
        _revocations.Revoke(_revocations.HashOf(User), 1, ErrorCodes.SignedOut);
        using var stream = _revocations.Watch(User, 0);

        await EndOfAsync(stream);
        stream.Reason.ShouldBe(ErrorCodes.SignedOut);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Erasure_BeforeOrAfterTheStreamBegan_EndsIt(bool before)
    {
        if (before)
        {
            _erased.Add(_erased.HashOf(User));
        }

        using var stream = _revocations.Watch(User, 7);
        _erased.Set([_erased.HashOf(User)]);

        await EndOfAsync(stream);
        stream.Reason.ShouldBe(ErrorCodes.AccountErased);
    }

    [Fact]
    public void Dispose_OfAStream_LeavesNothingBehind()
    {
        var (one, other) = (_revocations.Watch(User, 0), _revocations.Watch(User, 0));
        one.Dispose();
        _revocations.Revoke(_revocations.HashOf(User), 1, ErrorCodes.SignedOut);

        one.Reason.ShouldBeNull();
        other.Reason.ShouldBe(ErrorCodes.SignedOut);
        other.Dispose();
        other.Dispose();
    }

    [Fact]
    public void Forget_AfterNoTokenCanLive_ForgetsAndNotBefore()
    {
        _revocations.Revoke(_revocations.HashOf(User), 1, ErrorCodes.SignedOut);

        _revocations.Forget(DateTimeOffset.UtcNow + TokenRevocations.Lifetime - TimeSpan.FromMinutes(1));
        _revocations.IsRevoked(User, 0).ShouldBeTrue();
        _revocations.Forget(DateTimeOffset.UtcNow + TokenRevocations.Lifetime + TimeSpan.FromMinutes(1));
        _revocations.IsRevoked(User, 0).ShouldBeFalse();
    }

    /// <summary>S7: a stream that begins at the moment of the revocation is found, or finds it.</summary>
    [Fact]
    public async Task Watch_BesideTheRevocation_NeverMissesIt()
    {
        for (var user = 1L; user <= 200; user++)
        {
            var id = user;
            var watching = Task.Run(() => _revocations.Watch(id, 0));
            var revoking = Task.Run(() => _revocations.Revoke(_revocations.HashOf(id), 1, ErrorCodes.SignedOut));
            await Task.WhenAll(watching, revoking).WaitAsync(Bound);

            using var stream = await watching;
            await EndOfAsync(stream);
        }
    }

    private static async Task EndOfAsync(TokenStream stream) =>
        await Should.ThrowAsync<TaskCanceledException>(Task.Delay(Timeout.InfiniteTimeSpan, stream.Ended).WaitAsync(Bound));
}
