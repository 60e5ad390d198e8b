using FocusSuite.Identity.Tokens;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Tokens;

public sealed class RefreshTokenTests
{
    [Fact]
    public void Parse_OfATokensText_IsTheToken()
    {
        var token = RefreshToken.Create(Guid.CreateVersion7());
        var parsed = RefreshToken.Parse(token.ToString()).ShouldNotBeNull();
        parsed.Family.ShouldBe(token.Family);
        parsed.Secret.ShouldBe(token.Secret);
        parsed.Hash.ShouldBe(token.Hash);
    }

    [Fact]
    public void Create_OfOneFamily_NeverRepeats256Bits()
    {
        var family = Guid.CreateVersion7();
        var token = RefreshToken.Create(family);
        token.Secret.Length.ShouldBe(32);
        token.Secret.ShouldNotBe(RefreshToken.Create(family).Secret);
        token.Hash.ShouldNotBe(token.Secret);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\0AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("ééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééée")]
    public void Parse_OfAnythingElse_IsNull(string text) => RefreshToken.Parse(text).ShouldBeNull();

    [Fact]
    public void Parse_OfAnEndlessText_IsNull() => RefreshToken.Parse(new string('A', 1_000_000)).ShouldBeNull();
}
