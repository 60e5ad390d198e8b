using FocusSuite.Gateway.Limits;
using Microsoft.Extensions.Primitives;
using Shouldly;

namespace FocusSuite.Gateway.Tests;

public sealed class RateLimitKeysTests
{
    private const string Token = "e30.eyJqdGkiOiIxIn0.c2lnbmF0dXJl";

    [Theory]
    [InlineData("bearer " + Token)]
    [InlineData("BEARER " + Token)]
    [InlineData("Bearer    " + Token)]
    [InlineData("  Bearer " + Token + "  ")]
    [InlineData("Bearer e30.eyJqdGkiOiIxIn0.YW5vdGhlcg")]
    public void OfToken_WrittenInAnotherWay_IsTheSame(string spelling) =>
        RateLimitKeys.OfToken(spelling).ShouldBe(RateLimitKeys.OfToken("Bearer " + Token));

    [Fact]
    public void OfToken_BesideAnEmptyHeader_IsTheSame() =>
        RateLimitKeys.OfToken(new StringValues(["", "Bearer " + Token])).ShouldBe(RateLimitKeys.OfToken("Bearer " + Token));

    [Theory]
    [InlineData("Bearer e30.eyJqdGkiOiIyIn0.c2lnbmF0dXJl")]
    [InlineData("Bearer e30")]
    [InlineData("Basic " + Token)]
    public void OfToken_OfAnotherToken_IsAnother(string other) =>
        RateLimitKeys.OfToken(other).ShouldNotBe(RateLimitKeys.OfToken("Bearer " + Token));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("Bearer ")]
    public void OfToken_WithoutAToken_IsNone(string? header) => RateLimitKeys.OfToken(header).ShouldBeNull();

    [Theory]
    [InlineData(1)]
    [InlineData(30_000)]
    public void OfToken_OfAnyLength_IsShort(int length) => RateLimitKeys.OfToken("Bearer " + new string('x', length))!.Length.ShouldBe(44);
}
