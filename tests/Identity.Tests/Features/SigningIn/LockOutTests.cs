using FocusSuite.Identity.Domain;
using FocusSuite.Identity.Maintenance;
using FocusSuite.Identity.Tests.Support;
using FocusSuite.TestSupport.Hosting;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Features.SigningIn;

/// <summary>Ten failures stop whoever guesses; they must be no means to stop the owner.</summary>
public sealed class LockOutTests(LockOutTests.Installation installation) : IClassFixture<LockOutTests.Installation>, IAsyncLifetime
{
    private const string Right = "correct horse";

    private readonly IdentityInstallation _identity = installation.Identity;
    private readonly FakeTimeProvider _time = installation.Time;
    private readonly string _email = IdentityInstallation.NewEmail();
    private readonly string _home = IdentityInstallation.NewAddress();
    private string _refresh = string.Empty;

    public async ValueTask InitializeAsync()
    {
        await _identity.SignupAsync(_email, Right);
        _refresh = (await _identity.LoginAsync(_email, Right, _home)).Tokens.Refresh;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Login_FromHomeWhileStrangersFailElsewhere_Succeeds()
    {
        await FailAsync(10);

        (await ReasonAsync(IdentityInstallation.NewAddress())).ShouldBe("TOO_MANY_ATTEMPTS");
        (await _identity.LoginAsync(_email, Right, _home)).User.Email.ShouldBe(_email);
        (await ReasonAsync(IdentityInstallation.NewAddress()))
            .ShouldBe("TOO_MANY_ATTEMPTS", "the owner's success is no help to the strangers");
    }

    [Fact]
    public async Task Login_FromHomeAfterTenFailuresThere_IsRefusedThereAndElsewhere()
    {
        await FailAsync(10, _home);

        (await ReasonAsync(_home)).ShouldBe("TOO_MANY_ATTEMPTS");
        (await ReasonAsync(IdentityInstallation.NewAddress())).ShouldBe("TOO_MANY_ATTEMPTS");
    }

    [Fact]
    public async Task Login_FromHomeAfterNineFailuresThere_ForgivesThemEverywhere()
    {
        await FailAsync(9, _home);
        await _identity.LoginAsync(_email, Right, _home);

        await FailAsync(9);
        (await _identity.LoginAsync(_email, Right)).User.Email.ShouldBe(_email);
    }

    [Fact]
    public async Task Login_FromSomebodyElsesHome_IsStoppedByTheAccount()
    {
        var (other, theirs) = (IdentityInstallation.NewEmail(), IdentityInstallation.NewAddress());
        await _identity.SignupAsync(other, Right);
        await _identity.LoginAsync(other, Right, theirs);
        await FailAsync(10);

        (await ReasonAsync(theirs)).ShouldBe("TOO_MANY_ATTEMPTS");
    }

    [Fact]
    public async Task Refresh_WhileTheAccountIsLocked_WorksAndMakesTheAddressKnown()
    {
        var cafe = IdentityInstallation.NewAddress();
        await FailAsync(10);
        (await ReasonAsync(cafe)).ShouldBe("TOO_MANY_ATTEMPTS");

        await _identity.Authentication.RefreshAsync(new() { Refresh = _refresh }, new Metadata { { "x-forwarded-for", cafe } });

        (await _identity.LoginAsync(_email, Right, cafe)).User.Email.ShouldBe(_email);
    }

    [Fact]
    public async Task Login_FromWhereNobodySignedInForAMonth_IsAStrangersAgain()
    {
        _time.Advance(LoginAttempt.KnownAddressLifetime);
        await _identity.Host.Services.GetServices<IHostedService>().OfType<Housekeeping>().Single().TidyAsync(CancellationToken.None);
        await FailAsync(10);

        (await ReasonAsync(_home)).ShouldBe("TOO_MANY_ATTEMPTS");
    }

    [Fact]
    public async Task KnownAddresses_AreKeptAsHashesAndGoWithTheAccount()
    {
        (await _identity.Database.ScalarAsync<int>("SELECT max(length(address)) FROM known_addresses")).ShouldBe(32);
        await _identity.Database.ExecuteAsync($"DELETE FROM accounts WHERE normalized_email = '{_email.ToUpperInvariant()}'");

        (await _identity.Database.ScalarAsync<long>("SELECT count(*) FROM known_addresses WHERE account_id NOT IN (SELECT id FROM accounts)")).ShouldBe(0);
    }

    private async Task<string?> ReasonAsync(string address) =>
        (await Refusal.OfAsync(() => _identity.LoginAsync(_email, Right, address))).Reason;

    private async Task FailAsync(int times, string? address = null)
    {
        for (var count = 0; count < times; count++)
        {
            (await Refusal.OfAsync(() => _identity.LoginAsync(_email, "wrong", address))).Reason.ShouldBe("INVALID_CREDENTIALS");
        }
    }

    /// <summary>One service whose real time a test may move.</summary>
    public sealed class Installation : IAsyncLifetime
    {
        public FakeTimeProvider Time { get; } = new(DateTimeOffset.UtcNow);

        public IdentityInstallation Identity { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Identity = await IdentityInstallation.StartAsync(Time);

        public async ValueTask DisposeAsync()
        {
            await Identity.DisposeAsync();
            Identity.Host.Logs.Errors.ShouldBeEmpty();
        }
    }
}
