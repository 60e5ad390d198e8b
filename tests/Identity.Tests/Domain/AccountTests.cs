using FocusSuite.Domain;
using FocusSuite.Identity.Domain;
using FocusSuite.Messaging.Events;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Domain;

public sealed class AccountTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset RealNow = Now.AddDays(-1);
    private static readonly OperationContext Operation = new(Guid.CreateVersion7(), Now);

    [Fact]
    public void Open_OfAnAccount_TellsOfItsSubscriptionAlone()
    {
        var account = Open();

        account.NormalizedEmail.ShouldBe("ADA@EXAMPLE.COM");
        (account.CreatedAt, account.TokenEpoch, account.SecurityStamp.Length).ShouldBe((Now, 0, 32));
        var told = account.Announce(Operation).Events.ShouldHaveSingleItem().ShouldBeOfType<SubscriptionChanged>();
        (told.UserId, told.OccurredAt, told.CorrelationId, told.CausationId).ShouldBe((account.Id, Now, Operation.CorrelationId, null));
        (told.Plan, told.Status).ShouldBe(("free", "active"));
    }

    [Fact]
    public void RevokeTokens_OfAnAccount_EndsSignInsAndEpochAndNamesNobody()
    {
        var account = Open();
        var stamp = account.SecurityStamp;

        var told = account.RevokeTokens(TokensRevoked.SignedOut, "hash of the user", RealNow, Operation).Events.ShouldHaveSingleItem();

        account.SecurityStamp.ShouldNotBe(stamp);
        (account.TokenEpoch, account.TokensRevokedAt, account.RevocationReason).ShouldBe((1, RealNow, "signed_out"));
        var revoked = told.ShouldBeOfType<TokensRevoked>();
        (revoked.UserId, revoked.UserHash, revoked.Epoch, revoked.Reason).ShouldBe((0, "hash of the user", 1, "signed_out"));
        (revoked.OccurredAt, revoked.CorrelationId).ShouldBe((Now, Operation.CorrelationId));
    }

    [Fact]
    public void ChangePassword_OfAnAccount_SignsEverybodyOut()
    {
        var account = Open();
        var signIn = SignIn.Begin(account, new RefreshToken(Guid.CreateVersion7(), new byte[32]), RealNow);
        signIn.IsInForce.ShouldBeTrue();

        var told = account.ChangePassword("another hash", "hash of the user", RealNow, Operation).Events.ShouldHaveSingleItem();

        account.PasswordHash.ShouldBe("another hash");
        signIn.IsInForce.ShouldBeFalse();
        told.ShouldBeOfType<TokensRevoked>().Reason.ShouldBe("password_changed");
    }

    [Fact]
    public void Rename_OfOneName_KeepsTheOther()
    {
        var account = Open();
        account.Rename("Augusta", null);
        (account.FirstName, account.LastName).ShouldBe(("Augusta", "Lovelace"));
        account.Rename(null, string.Empty);
        (account.FirstName, account.LastName).ShouldBe(("Augusta", string.Empty));
    }

    private static Account Open() => Account.Open(
        new AccountData("ada@example.com", "correct horse", "Ada", "Lovelace", "UTC"), "hash", SubscriptionTerms.Free(Now), Operation);
}
