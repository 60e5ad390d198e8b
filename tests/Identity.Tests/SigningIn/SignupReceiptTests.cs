using FocusSuite.Identity.Accounts;
using FocusSuite.Identity.SigningIn;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.SigningIn;

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

        SignupReceipt.Of(key, data).SequenceEqual(SignupReceipt.Of("key", Ada)).ShouldBe(same);
    }

    [Fact]
    public void HasKey_OfAReceipt_KnowsItsKeyWhateverTheBodyWas()
    {
        foreach (var data in new[] { Ada, Ada with { Email = "bob@example.com" } })
        {
            SignupReceipt.HasKey(SignupReceipt.Of("key", data), "key").ShouldBeTrue();
            SignupReceipt.HasKey(SignupReceipt.Of("key", data), "another").ShouldBeFalse();
        }
    }
}
