using System.Net;
using FocusSuite.Gateway.Tests.Support;
using FocusSuite.Protos.Sessions.V1;
using Shouldly;

namespace FocusSuite.Gateway.Tests;

/// <summary>
/// Each of the two limits by itself. Many requests come at once: however slow the machine is, they come faster than one a second.
/// </summary>
public sealed class RateLimitTests
{
    private const string Active = "/api/v1/focus/sessions/active/";
    private const string Token = "e30.eyJqdGkiOiIxIn0.c2lnbmF0dXJl";
    private const string OtherToken = "e30.eyJqdGkiOiIyIn0.c2lnbmF0dXJl";
    private const int Burst = 3;
    private const int Many = 40;

    [Fact]
    public async Task Requests_OverTheLimitOfAToken_Are429AndThoseOfAnotherAreNot()
    {
        await using var gateway = await StartAsync(perUser: 1, perAddress: 0);

        var answers = await SendAsync(gateway, _ => Bearer(Token));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBeGreaterThanOrEqualTo(Burst);
        var refused = answers.First(answer => answer.Status == HttpStatusCode.TooManyRequests);
        refused.Header("Retry-After").ShouldBe("1");
        refused.Json.GetProperty("code").GetString().ShouldBe("TOO_MANY_REQUESTS");
        (await gateway.SendAsync(Bearer(OtherToken))).Status.ShouldBe(HttpStatusCode.OK);
        (await gateway.GetAsync(Active)).Status.ShouldBe(HttpStatusCode.OK, "whoever has no token is limited by address");
    }

    [Fact]
    public async Task Requests_WithOneTokenInManySpellings_ShareItsLimit()
    {
        await using var gateway = await StartAsync(perUser: 1, perAddress: 0);

        // Two of each spelling: by itself none would come near the limit.
        var answers = await SendAsync(gateway, number => With("Authorization", Scheme(number % (Many / 2)) + Token));

        answers.ShouldContain(answer => answer.Status == HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Requests_OfOneNetworkOfIPv6_ShareItsLimitAndThoseOfAnotherDoNot()
    {
        await using var gateway = await StartAsync(perUser: 0, perAddress: 1);

        var answers = await SendAsync(gateway, number => From($"2001:db8:1:2::{number + 1:x}"));

        answers.ShouldContain(answer => answer.Status == HttpStatusCode.TooManyRequests);
        (await gateway.SendAsync(From("2001:db8:1:3::1"))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Requests_OfManyAddressesOfIPv4_DoNotShareALimit()
    {
        await using var gateway = await StartAsync(perUser: 0, perAddress: 1);

        var answers = await SendAsync(gateway, number => From($"192.0.2.{number + 1}"));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
    }

    private static async Task<GatewayUnderTest> StartAsync(int perUser, int perAddress)
    {
        var gateway = await GatewayUnderTest.StartAsync(
            ("Gateway:RateLimits:PerUser", $"{perUser}"),
            ("Gateway:RateLimits:PerAddress", $"{perAddress}"),
            ("Gateway:RateLimits:BurstSeconds", $"{Burst}"),
            ("Gateway:TrustedProxies:0", "127.0.0.1"));
        gateway.Services.Answer<GetActiveSessionRequest>((_, _) => new GetActiveSessionResponse());
        return gateway;
    }

    private static Task<Answer[]> SendAsync(GatewayUnderTest gateway, Func<int, HttpRequestMessage> request) =>
        Task.WhenAll(Enumerable.Range(0, Many).Select(number => gateway.SendAsync(request(number)))).WaitAsync(TimeSpan.FromSeconds(30));

    private static HttpRequestMessage Bearer(string token) => With("Authorization", "Bearer " + token);

    private static HttpRequestMessage From(string address) => With("X-Forwarded-For", address);

    private static HttpRequestMessage With(string header, string value)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Active);
        request.Headers.TryAddWithoutValidation(header, value);
        return request;
    }

    // The services take the scheme in any case, and any spaces between.
    private static string Scheme(int number) =>
        string.Concat(
            "bearer".Select(
                (letter, place) => (number >> place & 1) == 1 ? char.ToUpperInvariant(letter) : letter)) + new string(' ', 1 + number);
}
