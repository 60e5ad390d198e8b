using FocusSuite.Identity.Tests.Support;
using FocusSuite.Protocol.Access;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.TestSupport.Hosting;
using FocusSuite.TestSupport.Tokens;
using Grpc.Health.V1;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests;

public sealed class ServiceTests
{
    [Fact]
    public async Task Logs_OfEverythingAtTheFinestLevel_HoldNoEmailPasswordOrToken()
    {
        await using var identity = await IdentityInstallation.StartAsync(settings: new Dictionary<string, string?>
        {
            ["Logging:LogLevel:Default"] = "Debug",
            ["Logging:LogLevel:FocusSuite"] = "Trace",
            ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Debug",
            ["Logging:LogLevel:Npgsql"] = "Debug",
        });
        const string email = "very.private@example.com";
        var signedUp = await identity.SignupAsync(email, "a secret horse");
        await Refusal.OfAsync(() => identity.SignupAsync(email, "a secret horse"));
        await Refusal.OfAsync(() => identity.LoginAsync(email, "a secret guess"));
        var signedIn = await identity.LoginAsync(email, "a secret horse");
        var refreshed = await identity.RefreshAsync(signedIn.Tokens.Refresh);
        await identity.Subscriptions.GetMySubscriptionAsync(new(), IdentityInstallation.Bearer(refreshed.Tokens.Access));
        await identity.RefreshAsync(refreshed.Tokens.Refresh);
        await Refusal.OfAsync(() => identity.RefreshAsync(signedIn.Tokens.Refresh));
        await identity.Internal.PutUserAsync(
            new PutUserRequest { Email = email, Password = "a secret word" }, IdentityInstallation.Service());

        var logs = identity.Host.Logs.Lines;
        logs.Count.ShouldBeGreaterThan(100, "the finest level was on");
        string[] secrets =
        [
            email, "VERY.PRIVATE", "a secret", signedUp.Tokens.Refresh, signedIn.Tokens.Refresh, refreshed.Tokens.Refresh,
            Signature(signedUp), Signature(signedIn), Signature(refreshed),
        ];
        logs.Where(line => secrets.Any(secret => line.Contains(secret, StringComparison.OrdinalIgnoreCase))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Health_WithAndWithoutTheDatabase_TellsIt()
    {
        await using var identity = await IdentityInstallation.StartAsync();
        await BecomesReadyAsync(identity);

        await identity.Database.DisposeAsync();
        (await HealthAsync(identity)).ShouldBe(HealthCheckResponse.Types.ServingStatus.NotServing);
    }

    [Fact]
    public async Task Signup_WhileTheBrokerIsAway_WorksAndKeepsTheFactForLater()
    {
        // It gets ready without the broker only when it has waited for it.
        await using var identity = await IdentityInstallation.StartAsync(
            messaging: true, settings: new Dictionary<string, string?> { ["Focus:WarmUp:Timeout"] = "00:00:01" });
        await BecomesReadyAsync(identity);

        var signedUp = await identity.SignupAsync();

        (await identity.Database.ScalarAsync<string>("SELECT body FROM outbox WHERE type = 'SubscriptionChanged'"))
            .ShouldContain($"\"userId\":{signedUp.User.Id},");
    }

    [Fact]
    public async Task Tokens_OfAnotherProvider_ReplaceIdentitysOwnByConfigurationAlone()
    {
        await using var provider = await TestAuthority.StartAsync();
        await using var identity = await IdentityInstallation.StartAsync(settings: provider.Settings());

        var subscription = await identity.Subscriptions.GetMySubscriptionAsync(
            new(), IdentityInstallation.Bearer(provider.CreateToken(4711)));

        subscription.ShouldBe(new GetMySubscriptionResponse { Plan = Plan.Free, Status = SubscriptionStatus.Active });
    }

    [Fact]
    public void Methods_OfIdentity_HaveTheAccessThatTheContractGivesThem()
    {
        AccessOf("AuthenticationService/Signup").ShouldBe(Protos.Options.V1.Access.Anonymous);
        AccessOf("AuthenticationService/Login").ShouldBe(Protos.Options.V1.Access.Anonymous);
        AccessOf("AuthenticationService/Refresh").ShouldBe(Protos.Options.V1.Access.Anonymous);
        AccessOf("AuthenticationService/Logout").ShouldBe(Protos.Options.V1.Access.Anonymous);
        AccessOf("SubscriptionService/GetMySubscription").ShouldBe(Protos.Options.V1.Access.User);
        AccessOf("IdentityInternalService/GetSubscription").ShouldBe(Protos.Options.V1.Access.Service);
        AccessOf("IdentityInternalService/PutUser").ShouldBe(Protos.Options.V1.Access.Service);
        AccessOf("IdentityInternalService/ListRevocations").ShouldBe(Protos.Options.V1.Access.Service);
        AccessOf("IdentityInternalService/IssueTokens").ShouldBe(Protos.Options.V1.Access.Service);
    }

    // It gets warm first, for which a slow machine may take the whole of its bound.
    private static async Task BecomesReadyAsync(IdentityInstallation identity)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await HealthAsync(identity) != HealthCheckResponse.Types.ServingStatus.Serving)
        {
            await Task.Delay(20, bound.Token);
        }
    }

    private static async Task<HealthCheckResponse.Types.ServingStatus> HealthAsync(IdentityInstallation identity) =>
        (await new Health.HealthClient(identity.Host.Channel).CheckAsync(new HealthCheckRequest())).Status;

    private static Protos.Options.V1.Access AccessOf(string method) =>
        MethodCatalog.AccessOf(MethodCatalog.All[$"/focus.identity.v1.{method}"]);

    private static string Signature(SignedIn signedIn) => signedIn.Tokens.Access.Split('.')[2];
}
