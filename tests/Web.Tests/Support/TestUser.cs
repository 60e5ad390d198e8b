using System.Net.Http.Json;
using System.Text.Json.Nodes;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.TestSystem;
using Shouldly;

namespace FocusSuite.Web.Tests.Support;

/// <summary>Somebody who has signed up.</summary>
/// <param name="Email">The account's address.</param>
/// <param name="AccessToken">Valid for an hour.</param>
/// <param name="RefreshToken">Gives the next one.</param>
public sealed record TestUser(string Email, string AccessToken, string RefreshToken)
{
    /// <summary>The password of everybody.</summary>
    public const string Password = "a-long-password-1";

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    /// <summary>Signs up by the API, as the client does.</summary>
    /// <param name="system">Where.</param>
    /// <param name="pro">Whether the account gets a Pro subscription, for which the API has no call.</param>
    /// <param name="timeZone">Where the user lives; an IANA name.</param>
    public static async Task<TestUser> SignUpAsync(FocusSystem system, bool pro = false, string timeZone = "UTC")
    {
        using var bound = new CancellationTokenSource(Bound);
        using var client = system.CreateClient();
        var email = $"w{Guid.NewGuid():N}@example.com";
        using var answer = await client.PostAsJsonAsync(
            "/api/v1/authentication/signup/",
            new { email, password = Password, first_name = "Ada", last_name = "Test", time_zone = timeZone },
            bound.Token);
        var text = await answer.Content.ReadAsStringAsync(bound.Token);
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        if (pro)
        {
            var subscription = new Subscription { Plan = Plan.ProMonthly, Status = SubscriptionStatus.Active };
            await system.PutUserAsync(new PutUserRequest { Email = email, Subscription = subscription }, bound.Token);
        }

        var tokens = JsonNode.Parse(text)!["results"]!["data"]!["tokens"]!;
        return new TestUser(email, (string)tokens["access"]!, (string)tokens["refresh"]!);
    }
}
