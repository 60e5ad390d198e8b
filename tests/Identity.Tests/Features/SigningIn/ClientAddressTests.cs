using System.Net;
using FocusSuite.Identity.Features.SigningIn;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Features.SigningIn;

public sealed class ClientAddressTests
{
    [Theory]
    [InlineData(null, "192.0.2.9", "192.0.2.9")]
    [InlineData("", "192.0.2.9", "192.0.2.9")]
    [InlineData("nonsense", "192.0.2.9", "192.0.2.9")]
    [InlineData("198.51.100.7", "192.0.2.9", "198.51.100.7")]
    [InlineData("203.0.113.5, 198.51.100.7", "192.0.2.9", "198.51.100.7")]
    [InlineData("203.0.113.5,198.51.100.7:4711", "192.0.2.9", "198.51.100.7")]
    [InlineData("::ffff:198.51.100.7", "192.0.2.9", "198.51.100.7")]
    [InlineData(null, "::ffff:192.0.2.9", "192.0.2.9")]
    [InlineData("2001:db8:1:2:3:4:5:6", "192.0.2.9", "2001:db8:1:2::/64")]
    [InlineData("[2001:db8:1:2:ffff::1]:4711", "192.0.2.9", "2001:db8:1:2::/64")]
    [InlineData(null, null, "unknown")]
    public void Of_HeaderAndPeer_IsTheLastHopOrElseThePeer(string? forwardedFor, string? peer, string expected) =>
        ClientAddress.Of(forwardedFor, peer is null ? null : IPAddress.Parse(peer)).ShouldBe(expected);
}
