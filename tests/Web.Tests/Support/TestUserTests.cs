using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace FocusSuite.Web.Tests.Support;

/// <summary>Who is signed up for a browser test is somebody for the API.</summary>
public sealed class TestUserTests(WebSuite suite)
{
    [Theory]
    [InlineData(false, "free")]
    [InlineData(true, "pro_monthly")]
    public async Task SignUp_ByTheApi_GivesATokenOfAnAccountWithThatPlan(bool pro, string plan)
    {
        var system = await suite.SystemAsync(timeScale: 1);
        var user = await TestUser.SignUpAsync(system, pro);

        using var client = system.CreateClient(user.AccessToken);
        var subscription = await client.GetFromJsonAsync<JsonObject>("/api/v1/subscriptions/me/", TestContext.Current.CancellationToken);

        ((string?)subscription!["plan"]).ShouldBe(plan);
    }
}
