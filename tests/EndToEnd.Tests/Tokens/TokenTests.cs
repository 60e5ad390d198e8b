using System.Net;
using FocusSuite.BadInputs.Wire;
using FocusSuite.EndToEnd.Tests.Authorization;
using FocusSuite.EndToEnd.Tests.Support;
using FocusSuite.Protocol.Access;
using FocusSuite.TestSystem;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Tokens;

/// <summary>No token that somebody has worked on is believed: not at the gateway, and not by a service that is asked directly.</summary>
public sealed class TokenTests(Suite suite)
{
    // One method of each service that takes a user's token.
    private static readonly (string Service, string Method)[] Asked =
    [
        (PartNames.Identity, "/focus.identity.v1.SubscriptionService/GetMySubscription"),
        (PartNames.Catalog, "/focus.catalog.v1.CatalogService/ListPrograms"),
        (PartNames.Enrollment, "/focus.enrollment.v1.EnrollmentService/ListPrograms"),
        (PartNames.Sessions, "/focus.sessions.v1.SessionsService/GetActiveSession"),
    ];

    [Fact]
    public async Task AccessToken_TamperedWith_IsBelievedNowhere()
    {
        var forge = await ForgeAsync();
        var accepted = new List<string>();
        foreach (var (name, token) in TamperedTokens.Of(forge))
        {
            using var connection = new RawConnection(suite.System.GatewayUrl);
            var answer = await connection.SendAsync(
                new RawRequest("GET", "/api/v1/focus/programs/").With("Authorization", $"Bearer {token}"));
            if (answer.Status != (int)HttpStatusCode.Unauthorized || answer.Json()?["code"]?.ToString() != "UNAUTHENTICATED")
            {
                accepted.Add($"{name} at the gateway: {answer.Status} {answer.Body}");
            }
        }

        foreach (var (service, method) in Asked)
        {
            using var door = new GrpcDoor(suite.System.UrlOf(service));
            foreach (var (name, token) in TamperedTokens.Of(forge))
            {
                var (outcome, text) = await door.AskAsync(MethodCatalog.All[method], [], [("authorization", $"Bearer {token}")]);
                if (outcome != Outcome.Unauthenticated)
                {
                    accepted.Add($"{name} at {service}: {text}");
                }
            }
        }

        accepted.ShouldBeEmpty(string.Join('\n', accepted));
    }

    /// <summary>Were the forge itself at fault, everything above would be refused for nothing.</summary>
    [Fact]
    public async Task AccessToken_OfTheForge_IsBelievedWhereNothingIsWrong()
    {
        var forge = await ForgeAsync();
        foreach (var (service, method) in Asked)
        {
            using var door = new GrpcDoor(suite.System.UrlOf(service));
            (await door.AskAsync(MethodCatalog.All[method], [], [("authorization", $"Bearer {forge.Saying(_ => { })}")]))
                .ShouldBe((Outcome.Admitted, "OK"));
        }
    }

    [Fact]
    public async Task ServiceToken_Forged_IsBelievedNowhere()
    {
        var forge = await ForgeAsync();
        var accepted = new List<string>();
        using var identity = new GrpcDoor(suite.System.UrlOf(PartNames.Identity));
        using var enrollment = new GrpcDoor(suite.System.UrlOf(PartNames.Enrollment));
        using var progress = new GrpcDoor(suite.System.UrlOf(PartNames.Progress));
        (GrpcDoor Door, string Method)[] asked =
        [
            (identity, "/focus.identity.v1.IdentityInternalService/GetSubscription"),
            (enrollment, "/focus.enrollment.v1.EnrollmentInternalService/GetEnrollment"),
            (progress, "/focus.progress.v1.ProgressInternalService/GetOverview"),
        ];
        foreach (var (name, token) in ServiceTokenForge.Of(suite.System, forge.Good))
        {
            foreach (var (door, method) in asked)
            {
                var (outcome, text) = await door.AskAsync(MethodCatalog.All[method], [],
                    [(ServiceTokens.Header, token), ("authorization", $"Bearer {forge.Good}")]);
                if (outcome != Outcome.Unauthenticated)
                {
                    accepted.Add($"{name}, {method}: {text}");
                }
            }
        }

        accepted.ShouldBeEmpty(string.Join('\n', accepted));
        (await identity.AskAsync(MethodCatalog.All[asked[0].Method], [],
            [(ServiceTokens.Header, suite.System.ServiceToken("tests")), ("authorization", $"Bearer {forge.Good}")]))
            .ShouldBe((Outcome.Admitted, "OK"));
    }

    private async Task<TokenForge> ForgeAsync()
    {
        var email = Suite.NewEmail();
        await suite.System.PutUserAsync(email, Suite.Password, pro: false, CancellationToken.None);
        return await TokenForge.OfAsync(suite.System, await suite.System.AccessTokenAsync(email, CancellationToken.None));
    }
}
