using FocusSuite.Identity.Domain;
using FocusSuite.TestSupport.Tokens;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Domain;

public sealed class RefreshTokenTests
{
    private static readonly RefreshRotation Rotation = RotationOf(TestServiceKey.Value);

    [Fact]
    public void Parse_OfATokensText_IsTheToken()
    {
        var token = Rotation.First(Guid.CreateVersion7());
        var parsed = RefreshToken.Parse(token.ToString()).ShouldNotBeNull();
        parsed.Family.ShouldBe(token.Family);
        parsed.Secret.ShouldBe(token.Secret);
        parsed.Hash.ShouldBe(token.Hash);
    }

    [Fact]
    public void First_OfOneFamily_NeverRepeatsAndIsKnown()
    {
        var family = Guid.CreateVersion7();
        var token = Rotation.First(family);
        token.Secret.Length.ShouldBe(32);
        token.Secret[..16].ShouldNotBe(Rotation.First(family).Secret[..16]);
        token.Hash.ShouldNotBe(token.Secret);
        Rotation.WasIssued(token).ShouldBeTrue();
    }

    /// <summary>S10: every replica gives the same successor, and nothing tells it but the token and the secret of the
    /// installation.</summary>
    [Fact]
    public void Next_OfAToken_IsTheSameInEveryReplicaAndInNoOtherInstallation()
    {
        var token = Rotation.First(Guid.CreateVersion7());
        var next = Rotation.Next(token);
        var other = RotationOf(Convert.ToBase64String(new byte[32]));

        RotationOf(TestServiceKey.Value).Next(token).ToString().ShouldBe(next.ToString());
        next.Family.ShouldBe(token.Family);
        next.Secret.ShouldNotBe(token.Secret);
        Rotation.WasIssued(next).ShouldBeTrue();
        Rotation.Next(next).Secret.ShouldNotBe(next.Secret);
        other.Next(token).Secret.ShouldNotBe(next.Secret);
        other.WasIssued(token).ShouldBeFalse();
    }

    /// <summary>S10: what is kept of a key is bound to the token, and is not the key.</summary>
    [Fact]
    public void RequestHash_OfAKey_IsOfThatTokenAndKeyAlone()
    {
        var (one, other) = (Rotation.First(Guid.CreateVersion7()), Rotation.First(Guid.CreateVersion7()));
        Rotation.RequestHash(one, null).ShouldBeNull();
        Rotation.RequestHash(one, "key").ShouldNotBeNull().ShouldBe(Rotation.RequestHash(one, "key"));
        Rotation.RequestHash(one, "key").ShouldNotBe(Rotation.RequestHash(other, "key"));
        Rotation.RequestHash(one, "key").ShouldNotBe(Rotation.RequestHash(one, "another key"));
    }

    /// <summary>S8: any other bytes for a family are nobody's token.</summary>
    [Fact]
    public void WasIssued_OfAnyOtherBytes_IsFalse()
    {
        var token = Rotation.First(Guid.CreateVersion7());
        for (var place = 0; place < token.Secret.Length; place++)
        {
            var changed = (byte[])[.. token.Secret];
            changed[place] ^= 1;
            Rotation.WasIssued(token with { Secret = changed }).ShouldBeFalse();
        }

        Rotation.WasIssued(token with { Family = Guid.CreateVersion7() }).ShouldBeFalse();
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

    private static RefreshRotation RotationOf(string serviceKey) => new(serviceKey);

    [Fact]
    public void Parse_OfAnEndlessText_IsNull() => RefreshToken.Parse(new string('A', 1_000_000)).ShouldBeNull();
}
