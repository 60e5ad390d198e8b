using System.Security.Cryptography;
using System.Text;
using FocusSuite.Identity.Domain;
using FocusSuite.TestSupport.Tokens;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Domain;

public sealed class LoginAttemptTests
{
    private const string Email = "ADA@EXAMPLE.COM";
    private const string Address = "192.0.2.1";

    private static readonly KeyedHashes Hashes = HashesOf(TestServiceKey.Value);

    [Fact]
    public void Of_AnAddressThatIsNew_CountsForAccountAndAddressAndIsStoppedByBoth()
    {
        var attempt = LoginAttempt.Of(Hashes, Email, Address);

        attempt.CountedFor.Count.ShouldBe(2);
        attempt.CountedFor[0].ShouldBe(attempt.Account);
        attempt.StoppedBy.Select(Convert.ToHexString).ShouldBe(attempt.CountedFor.Select(Convert.ToHexString));
        attempt.ForgivenBySuccess.ShouldHaveSingleItem().ShouldBe(attempt.Account);
    }

    [Fact]
    public void Of_AKnownAddress_CountsForAllAndIsNotStoppedByWhatStrangersDidToTheAccount()
    {
        var (attempt, stranger) = (LoginAttempt.Of(Hashes, Email, Address, isKnownAddress: true), LoginAttempt.Of(Hashes, Email, Address));
        var (account, address) = (stranger.CountedFor[0], stranger.CountedFor[1]);

        attempt.Account.ShouldBe(account);
        attempt.StoppedBy.Count.ShouldBe(2);
        var both = attempt.StoppedBy[0];
        both.ShouldNotBe(account);
        both.ShouldNotBe(address);
        attempt.StoppedBy[1].ShouldBe(address);
        attempt.CountedFor.Select(Convert.ToHexString).ShouldBe(new[] { both, account, address }.Select(Convert.ToHexString));
        attempt.ForgivenBySuccess.Select(Convert.ToHexString).ShouldBe(new[] { both, account }.Select(Convert.ToHexString));
    }

    [Theory]
    [InlineData("BOB@EXAMPLE.COM", Address, false, true)]
    [InlineData(Email, "192.0.2.2", true, false)]
    [InlineData(Email, Address, true, true)]
    public void Of_OtherAccountsAndAddresses_CountsForThemAlone(string email, string address, bool sameAccount, bool sameAddress)
    {
        var (one, other) = (
            LoginAttempt.Of(Hashes, Email, Address, isKnownAddress: true), LoginAttempt.Of(Hashes, email, address, isKnownAddress: true));

        one.CountedFor[1].SequenceEqual(other.CountedFor[1]).ShouldBe(sameAccount);
        one.CountedFor[2].SequenceEqual(other.CountedFor[2]).ShouldBe(sameAddress);
        one.CountedFor[0].SequenceEqual(other.CountedFor[0]).ShouldBe(sameAccount && sameAddress);
    }

    /// <summary>S11: without the installation's secret nobody can look up which addresses are kept.</summary>
    [Fact]
    public void Of_AnotherInstallation_IsNoneOfTheseHashes()
    {
        var (one, other) = (
            LoginAttempt.Of(Hashes, Email, Address, true),
            LoginAttempt.Of(HashesOf(Convert.ToBase64String(new byte[32])), Email, Address, true));

        one.CountedFor.Select(Convert.ToHexString).Intersect(other.CountedFor.Select(Convert.ToHexString)).ShouldBeEmpty();
        one.CountedFor.Select(Convert.ToHexString)
            .ShouldBe(LoginAttempt.Of(HashesOf(TestServiceKey.Value), Email, Address, true).CountedFor.Select(Convert.ToHexString));
        var plain = new[] { $"account {Email}", $"address {Address}" }.Select(
            text => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
        one.CountedFor.Select(Convert.ToHexString).Intersect(plain).ShouldBeEmpty();
    }

    private static KeyedHashes HashesOf(string serviceKey) => new(serviceKey);

    [Fact]
    public void Of_AnAccountNamedLikeAnAddress_IsNoAddress()
    {
        var attempt = LoginAttempt.Of(Hashes, Address, Address);

        attempt.CountedFor[0].ShouldNotBe(attempt.CountedFor[1]);
    }
}
