using FocusSuite.Identity.Keys;
using FocusSuite.Protocol.Access;
using FocusSuite.TestSupport.Tokens;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Keys;

public sealed class KeyProtectionTests
{
    private static readonly KeyProtection Protection = With(TestServiceKey.Value);

    [Fact]
    public void Unprotect_OfWhatItProtected_IsTheKey()
    {
        byte[] key = [1, 2, 3, 4];
        var text = Protection.Protect([.. key], "a");
        text.AsSpan().IndexOf(key).ShouldBe(-1);
        Protection.Unprotect(text, "a").ShouldBe(key);
        Protection.Protect([.. key], "a").ShouldNotBe(text, "each has a nonce of its own");
    }

    [Fact]
    public void Protect_OfAKey_LeavesNothingOfItBehind()
    {
        byte[] key = [1, 2, 3, 4];

        Protection.Protect(key, "a");

        key.ShouldBe(new byte[4]);
    }

    [Fact]
    public void Unprotect_OfATextThatHoldsNoKey_IsNull() => Protection.Unprotect(Protection.Protect([], "a"), "a").ShouldBeNull();

    [Fact]
    public void Unprotect_OfAnotherInstallations_IsNull() =>
        With(Convert.ToBase64String(new byte[32])).Unprotect(Protection.Protect([1, 2, 3], "a"), "a").ShouldBeNull();

    [Fact]
    public void Unprotect_UnderAnotherId_IsNull() => Protection.Unprotect(Protection.Protect([1, 2, 3], "a"), "b").ShouldBeNull();

    [Fact]
    public void Unprotect_OfATextThatWasChanged_IsNull()
    {
        var text = Protection.Protect([1, 2, 3], "a");
        text[^1] ^= 1;
        Protection.Unprotect(text, "a").ShouldBeNull();
        Protection.Unprotect([1, 2, 3], "a").ShouldBeNull();
    }

    private static KeyProtection With(string serviceKey) => new(Options.Create(new AuthOptions { ServiceKey = serviceKey }));
}
