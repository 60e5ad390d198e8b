using FocusSuite.Identity.Tests.Support;
using FocusSuite.Protos.Identity.V1;
using Grpc.Core;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Features.Erasure;

/// <summary>S5: whatever is asked for an account that is being erased at that moment is refused as for one that never was, and is no error
/// of ours.</summary>
public sealed class ErasureRaceTests(SharedIdentity shared)
{
    private const int Rounds = 6;
    private const int CallsAtOnce = 3;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    // Refused, or still there: which of the two is the race's to say. Too many wrong passwords of a loop that goes on are refused as ever.
    private static readonly StatusCode[] Refusals = [StatusCode.Unauthenticated, StatusCode.NotFound, StatusCode.ResourceExhausted];

    private readonly IdentityInstallation _identity = shared.Service;

    public static TheoryData<string, StatusCode, string> Operations => new()
    {
        { "login", StatusCode.Unauthenticated, "INVALID_CREDENTIALS" },
        { "refresh", StatusCode.Unauthenticated, "INVALID_REFRESH_TOKEN" },
        { "refresh with a key", StatusCode.Unauthenticated, "INVALID_REFRESH_TOKEN" },
        { "issue tokens", StatusCode.NotFound, "NOT_FOUND" },
        { "rename by the operator", StatusCode.NotFound, "NOT_FOUND" },
    };

    /// <summary>S5: the call has seen the account, and the erasure commits before it is through.</summary>
    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Operation_AccountErasedWhileItRuns_IsRefusedAsForNobody(string operation, StatusCode status, string reason)
    {
        var email = IdentityInstallation.NewEmail();
        var user = await _identity.SignupAsync(email);
        await using var erasure = await PendingErasure.BeginAsync(_identity.Database, user.User.Id);

        var call = Refusal.OfAsync(() => CallAsync(operation, user));
        await erasure.WaitForAsync(call);
        await erasure.CommitAsync();

        var refusal = await call.WaitAsync(Bound);
        (refusal.Status, refusal.Reason).ShouldBe((status, reason));
    }

    /// <summary>S5: a signup with the address waits for the erasure, and then is the first of that address.</summary>
    [Fact]
    public async Task Signup_AddressOfAnAccountThatIsBeingErased_IsANewAccount()
    {
        var user = await _identity.SignupAsync();
        await using var erasure = await PendingErasure.BeginAsync(_identity.Database, user.User.Id);

        var put = _identity.Internal.PutUserAsync(
            new PutUserRequest { Email = user.User.Email, Password = "another horse" }, IdentityInstallation.Service()).ResponseAsync;
        await erasure.WaitForAsync(put);
        await erasure.CommitAsync();

        var answer = await put.WaitAsync(Bound);
        answer.Created.ShouldBeTrue();
        answer.User.Id.ShouldNotBe(user.User.Id);
    }

    /// <summary>S5: loops of everything that an account can do, beside its erasure.</summary>
    [Fact]
    public async Task Operations_InLoopsBesideTheErasure_AreNeverAnErrorOfOurs()
    {
        await using var stores = await EndlessStores.StartAsync();
        stores.IsEndless = false;
        await using var identity = await IdentityInstallation.StartAsync(settings: stores.Settings);
        var seen = new System.Collections.Concurrent.ConcurrentBag<(string Operation, RpcException Error)>();
        for (var round = 0; round < Rounds; round++)
        {
            var user = await identity.SignupAsync();
            using var erased = new CancellationTokenSource();
            var loops = Loops(identity, user)
                .SelectMany(loop => Enumerable.Repeat(loop, CallsAtOnce))
                .Select(loop => LoopAsync(loop.Operation, loop.Call, seen, erased.Token))
                .ToList();

            var bearer = IdentityInstallation.Bearer(user.Tokens.Access);
            var erasures = await Task.WhenAll(
                Enumerable.Range(0, 2).Select(_ => OutcomeAsync(() => identity.Accounts.DeleteAccountAsync(new(), bearer).ResponseAsync)))
                .WaitAsync(Bound);
            await erased.CancelAsync();
            await Task.WhenAll(loops).WaitAsync(Bound);

            erasures.ShouldContain(outcome => outcome == StatusCode.OK);
            erasures.ShouldAllBe(outcome => outcome == StatusCode.OK || outcome == StatusCode.Unauthenticated);
            (await identity.Database.ScalarAsync<long>($"SELECT count(*) FROM accounts WHERE id = {user.User.Id}")).ShouldBe(0);
        }

        seen.Where(one => !Refusals.Contains(one.Error.StatusCode)).Select(one => $"{one.Operation}: {one.Error.Status}").Distinct()
            .ShouldBeEmpty();
        seen.ShouldNotBeEmpty();
    }

    private static IEnumerable<(string Operation, Func<Task> Call)> Loops(IdentityInstallation identity, SignedIn user)
    {
        var bearer = IdentityInstallation.Bearer(user.Tokens.Access);
        var token = user.Tokens.Refresh;
        var key = $"refresh-{Guid.NewGuid():N}";
        yield return ("refresh", async () => token = (await identity.RefreshAsync(token, key)).Tokens.Refresh);
        yield return ("login", () => identity.LoginAsync(user.User.Email, "correct horse"));
        yield return ("settings", () => identity.Accounts.GetSettingsAsync(new(), bearer).ResponseAsync);
        yield return (
            "set", () => identity.Accounts.UpdateSettingsAsync(new() { DayStartHour = Random.Shared.Next(7) }, bearer).ResponseAsync);
        yield return ("subscription", () => identity.Subscriptions.GetMySubscriptionAsync(new(), bearer).ResponseAsync);
        yield return (
            "issue tokens",
            () => identity.Internal.IssueTokensAsync(new() { Email = user.User.Email }, IdentityInstallation.Service()).ResponseAsync);
        yield return ("export", async () =>
        {
            using var call = identity.Accounts.ExportAccount(new(), bearer);
            await call.ResponseStream.MoveNext(CancellationToken.None);
        }
        );
        yield return ("logout", () => identity.Authentication.LogoutAsync(new() { Refresh = user.Tokens.Refresh }, bearer).ResponseAsync);
    }

    private static async Task LoopAsync(
        string operation,
        Func<Task> call,
        System.Collections.Concurrent.ConcurrentBag<(string Operation, RpcException Error)> seen,
        CancellationToken erased)
    {
        while (!erased.IsCancellationRequested)
        {
            try
            {
                await call();
            }
            catch (RpcException exception)
            {
                seen.Add((operation, exception));
            }
        }
    }

    private static async Task<StatusCode> OutcomeAsync(Func<Task> call)
    {
        try
        {
            await call();
            return StatusCode.OK;
        }
        catch (RpcException exception)
        {
            return exception.StatusCode;
        }
    }

    // From somewhere new: that is remembered, beside the account.
    private async Task RefreshAsync(string token, Metadata headers)
    {
        headers.Add("x-forwarded-for", IdentityInstallation.NewAddress());
        await _identity.Authentication.RefreshAsync(new RefreshRequest { Refresh = token }, headers);
    }

    private Task CallAsync(string operation, SignedIn user) => operation switch
    {
        "login" => _identity.LoginAsync(user.User.Email, "correct horse"),
        "refresh" => RefreshAsync(user.Tokens.Refresh, []),
        "refresh with a key" => RefreshAsync(user.Tokens.Refresh, new Metadata { { "idempotency-key", $"refresh-{Guid.NewGuid():N}" } }),
        "issue tokens" =>
            _identity.Internal.IssueTokensAsync(new() { Email = user.User.Email }, IdentityInstallation.Service()).ResponseAsync,
        "rename by the operator" => _identity.Internal.PutUserAsync(
            new PutUserRequest { Email = user.User.Email, FirstName = "Augusta" }, IdentityInstallation.Service()).ResponseAsync,
        _ => throw new ArgumentOutOfRangeException(nameof(operation)),
    };
}
