using System.Security.Cryptography;
using FocusSuite.Domain;
using FocusSuite.Identity.Domain;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Domain;

public sealed class SignupReceiptTests
{
    private static readonly AccountData Ada = new("ada@example.com", "correct horse", "Ada", "Lovelace", "UTC");

    public static TheoryData<string, bool> Changes => new()
    {
        { "nothing", true },
        { "case of the email", true },
        { "password", true },
        { "email", false },
        { "first name", false },
        { "last name", false },
        { "time zone", false },
        { "a letter from one name to the other", false },
        { "key", false },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Of_ARequest_IsTheSameForItsRepeatAlone(string change, bool same)
    {
        var (key, data) = change switch
        {
            "case of the email" => ("key", Ada with { Email = "Ada@Example.com" }),
            "password" => ("key", Ada with { Password = "another horse" }),
            "email" => ("key", Ada with { Email = "bob@example.com" }),
            "first name" => ("key", Ada with { FirstName = "Bob" }),
            "last name" => ("key", Ada with { LastName = "Byron" }),
            "time zone" => ("key", Ada with { TimeZone = "Europe/London" }),
            "a letter from one name to the other" => ("key", Ada with { FirstName = "AdaL", LastName = "ovelace" }),
            "key" => ("another", Ada),
            _ => ("key", Ada),
        };

        var (first, repeat) = (AccountOf("key", Ada), SignupReceipt.Begin(TimeProvider.System, key, data));

        (first.WasOpenedBy(repeat) && first.RepeatSignup(repeat).Refusal is null).ShouldBe(same);
        SignupReceipt.ToBytes(repeat).ShouldNotBeNull().SequenceEqual(first.SignupReceipt!).ShouldBe(same);
    }

    [Fact]
    public void WasOpenedBy_OfAReceipt_KnowsItsKeyWhateverTheBodyWas()
    {
        foreach (var data in new[] { Ada, Ada with { Email = "bob@example.com" } })
        {
            AccountOf("key", data).WasOpenedBy(SignupReceipt.Begin(TimeProvider.System, "key", Ada)).ShouldBeTrue();
            AccountOf("key", data).WasOpenedBy(SignupReceipt.Begin(TimeProvider.System, "another", Ada)).ShouldBeFalse();
        }
    }

    [Fact]
    public void RepeatSignup_ForAnotherAccount_RefusesTheKey()
    {
        var decision = AccountOf("key", Ada).RepeatSignup(SignupReceipt.Begin(TimeProvider.System, "key", Ada with { FirstName = "Eve" }));

        (decision.Refusal, decision.ChangesNothing).ShouldBe((Refusal.KeyReused, true));
    }

    [Fact]
    public void WasOpenedBy_WithoutAKeyOrADayLater_IsFalse()
    {
        var signup = SignupReceipt.Begin(TimeProvider.System, "key", Ada);

        AccountOf(null, Ada).SignupReceipt.ShouldBeNull();
        AccountOf(null, Ada).WasOpenedBy(signup).ShouldBeFalse();
        AccountOf("key", Ada).WasOpenedBy(SignupReceipt.Begin(TimeProvider.System, null, Ada)).ShouldBeFalse();
        AccountOf("key", Ada).WasOpenedBy(signup with { Now = signup.Now + TimeSpan.FromHours(23) }).ShouldBeTrue();
        AccountOf("key", Ada).WasOpenedBy(signup with { Now = signup.Now + TimeSpan.FromHours(25) }).ShouldBeFalse();
    }

    /// <summary>The form in which accounts of versions before keep it: two hashes, of the key and of the body.</summary>
    [Fact]
    public void ToBytes_OfASignup_AreTheHashesOfKeyAndBody()
    {
        var bytes = AccountOf("key", Ada).SignupReceipt.ShouldNotBeNull();

        bytes[..32].ShouldBe(SHA256.HashData("key"u8));
        bytes[32..].ShouldBe(SHA256.HashData("ADA@EXAMPLE.COM\0Ada\0Lovelace\0UTC"u8));
    }

    private static Account AccountOf(string? key, AccountData data) =>
        Account.Open(data, "hash", SubscriptionTerms.None, SignupReceipt.Begin(TimeProvider.System, key, data));
}
