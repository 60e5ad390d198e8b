using FocusSuite.Identity.Domain;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Domain;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("ada@example.com")]
    [InlineData("ada.lovelace+focus@mail.example.co.uk")]
    [InlineData("o'brien@example.ie")]
    [InlineData("a@b.cd")]
    [InlineData("jürgen@müller.de")]
    [InlineData("用户@例子.世界")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901234@example.com")]
    public void IsValid_OfAnAddress_IsTrue(string address) => EmailAddress.IsValid(address).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("ada")]
    [InlineData("ada@")]
    [InlineData("@example.com")]
    [InlineData("ada@example")]
    [InlineData("ada@localhost")]
    [InlineData("ada@@example.com")]
    [InlineData("ada@exa@mple.com")]
    [InlineData(".ada@example.com")]
    [InlineData("ada.@example.com")]
    [InlineData("a..da@example.com")]
    [InlineData("ada@.example.com")]
    [InlineData("ada@example..com")]
    [InlineData("ada@example.com.")]
    [InlineData("ada@-example.com")]
    [InlineData("ada@example-.com")]
    [InlineData("ada @example.com")]
    [InlineData("ada@exam ple.com")]
    [InlineData("Ada <ada@example.com>")]
    [InlineData("ada@example.com\n")]
    [InlineData("ada\0@example.com")]
    [InlineData("ada@example.com,bob@example.com")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345@example.com")]
    public void IsValid_OfAnythingElse_IsFalse(string address) => EmailAddress.IsValid(address).ShouldBeFalse();

    [Theory]
    [InlineData("Ju\u0308rgen@example.com", "JÜRGEN@EXAMPLE.COM")]
    [InlineData("ada", "ada")]
    public void Normalize_OfAText_ChangesAddressesAlone(string text, string normalized) =>
        EmailAddress.Normalize(text).ShouldBe(normalized);

    /// <summary>Whoever signs in may send anything; half a character has no normal form.</summary>
    [Fact]
    public void Normalize_OfHalfACharacter_LeavesItAsItIs() => EmailAddress.Normalize("\ud83c").ShouldBe("\ud83c");

    [Fact]
    public void IsValid_OfMoreThan254Characters_IsFalse()
    {
        var domain = string.Join('.', Enumerable.Repeat(new string('d', 60), 4));
        EmailAddress.IsValid($"{new string('a', 254 - domain.Length - 1)}@{domain}").ShouldBeTrue();
        EmailAddress.IsValid($"{new string('a', 255 - domain.Length - 1)}@{domain}").ShouldBeFalse();
    }

    [Fact]
    public void IsValid_OfATextMadeToKeepAPatternBusy_AnswersAtOnce() =>
        EmailAddress.IsValid(new string('a', 60) + "@" + string.Concat(Enumerable.Repeat("a-", 90)) + "!").ShouldBeFalse();
}
