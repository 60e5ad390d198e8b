using FocusSuite.Domain;
using FocusSuite.Identity.Domain;
using FocusSuite.Messaging.Events;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Domain;

public sealed class AccountErasureTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset RealNow = Now.AddDays(-1);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);
    private static readonly string[] Stores = ["identity", "sessions"];

    private readonly AccountErasure _erasure = AccountErasure.Begin(Guid.CreateVersion7(), 42, Stores, [Kind("identity", 1)], Now, RealNow);

    [Fact]
    public void EndStep_WhileAStoreIsAway_TriesAgainAndForgetsNobody()
    {
        _erasure.Confirm("identity", []);
        EndStep();

        (_erasure.Round, _erasure.UserId, _erasure.CompletedAt, _erasure.NextAt).ShouldBe((1, 42L, null, RealNow + RetryAfter));
        _erasure.Pending.ShouldBe(["sessions"]);
    }

    [Fact]
    public void EndStep_OfTheSecondRound_ForgetsTheUserAndCountsTheFirstAlone()
    {
        ConfirmAll(2);
        EndStep();
        (_erasure.Round, _erasure.UserId, _erasure.NextAt).ShouldBe((2, 42L, RealNow + Settling));
        _erasure.Pending.ShouldBe(Stores);

        ConfirmAll(7);
        EndStep();
        (_erasure.Round, _erasure.UserId, _erasure.CompletedAt, _erasure.NextAt).ShouldBe((2, null, Now, RealNow + RetryAfter));
        _erasure.Removed.Select(kind => (kind.Store, kind.Count)).ShouldBe([("identity", 1), ("identity", 2), ("sessions", 2)]);
    }

    [Fact]
    public void Announce_AtTheBeginningOfARound_TellsThatNoTokenIsGood()
    {
        var operation = new OperationContext(Guid.CreateVersion7(), Now);

        var told = _erasure.Announce("hash of the user", Stores, operation).Events.ShouldHaveSingleItem().ShouldBeOfType<TokensRevoked>();
        _erasure.Confirm("identity", []);

        (told.UserId, told.UserHash, told.Epoch, told.Reason).ShouldBe((0, "hash of the user", long.MaxValue, "account_erased"));
        _erasure.Announce("hash of the user", Stores, operation).ChangesNothing.ShouldBeTrue();
    }

    [Fact]
    public void Take_OfAnErasure_IsSomebodysForHalfAMinute()
    {
        _erasure.Take(RealNow);
        _erasure.NextAt.ShouldBe(RealNow.AddSeconds(30));
    }

    private static ErasedKind Kind(string store, long count) => new() { Store = store, Kind = "records", Count = count };

    private void ConfirmAll(long count) => Stores.ToList().ForEach(store => _erasure.Confirm(store, [Kind(store, count)]));

    private void EndStep() => _erasure.EndStep(Stores, RetryAfter, Settling, Now, RealNow);
}
