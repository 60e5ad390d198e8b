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

public sealed class LoginFailuresTests(LoginFailuresTests.Replicas replicas) : IClassFixture<LoginFailuresTests.Replicas>, IAsyncLifetime
{
    private const string Right = "correct horse";

    private readonly FakeTimeProvider _time = replicas.Time;
    private readonly IdentityInstallation _one = replicas.One;
    private readonly IdentityInstallation _other = replicas.Other;
    private readonly string _email = IdentityInstallation.NewEmail();
    private readonly string _address = IdentityInstallation.NewAddress();

    public async ValueTask InitializeAsync() => await _one.SignupAsync(_email, Right);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Login_AfterTenFailuresOfAnAccount_IsRefusedForTheRestOfTheWindow()
    {
        await FailAsync(10);
        _time.Advance(TimeSpan.FromMinutes(5));

        var refusal = await Refusal.OfAsync(() => _other.LoginAsync(_email, Right));

        refusal.Status.ShouldBe(StatusCode.ResourceExhausted);
        refusal.Reason.ShouldBe("TOO_MANY_ATTEMPTS");
        refusal.HttpStatus.ShouldBe("429");
        refusal.RetryAfter.ShouldNotBeNull().ShouldBe(TimeSpan.FromMinutes(10), TimeSpan.FromMilliseconds(2));

        // Attempts that were refused do not make it longer.
        _time.Advance(TimeSpan.FromMinutes(10));
        (await _one.LoginAsync(_email, Right)).User.Email.ShouldBe(_email);
    }

    [Fact]
    public async Task Login_AfterNineFailures_StillAnswers()
    {
        await FailAsync(9);
        (await _other.LoginAsync(_email, Right)).User.Email.ShouldBe(_email);
    }

    [Fact]
    public async Task Login_AfterTenFailuresOfAnAccountThatDoesNotExist_IsRefusedAlike()
    {
        var nobody = IdentityInstallation.NewEmail();
        for (var count = 0; count < 10; count++)
        {
            (await Refusal.OfAsync(() => _one.LoginAsync(nobody, "wrong"))).Reason.ShouldBe("INVALID_CREDENTIALS");
        }

        (await Refusal.OfAsync(() => _one.LoginAsync(nobody.ToUpperInvariant(), "wrong"))).Reason.ShouldBe("TOO_MANY_ATTEMPTS");
    }

    [Fact]
    public async Task Login_AfterTenFailuresFromAnAddress_IsRefusedThereForEveryAccount()
    {
        for (var count = 0; count < 10; count++)
        {
            (await Refusal.OfAsync(() => _one.LoginAsync(IdentityInstallation.NewEmail(), "wrong", _address)))
                .Reason.ShouldBe("INVALID_CREDENTIALS");
        }

        // What the client writes in front of the gateway's word makes no new address of it.
        (await Refusal.OfAsync(() => _other.LoginAsync(_email, Right, _address))).Reason.ShouldBe("TOO_MANY_ATTEMPTS");
        (await Refusal.OfAsync(() => _other.LoginAsync(_email, Right, $"192.0.2.77, {_address}"))).Reason.ShouldBe("TOO_MANY_ATTEMPTS");
        (await _other.LoginAsync(_email, Right)).User.Email.ShouldBe(_email);
    }

    [Fact]
    public async Task Login_WithFailuresSpreadOverMoreThanTheWindow_IsNeverRefused()
    {
        for (var count = 0; count < 30; count++)
        {
            (await Refusal.OfAsync(() => _one.LoginAsync(_email, "wrong"))).Reason.ShouldBe("INVALID_CREDENTIALS");
            _time.Advance(TimeSpan.FromSeconds(91));
        }

        (await _one.LoginAsync(_email, Right)).User.Email.ShouldBe(_email);
    }

    [Fact]
    public async Task Login_WithTenFailuresAcrossTwoQuartersOfAnHour_IsRefused()
    {
        // Nine at the end of one fixed quarter and one in the next are ten within 15 minutes all the same.
        await FailAsync(1);
        _time.Advance(TimeSpan.FromMinutes(14));
        await FailAsync(8);
        _time.Advance(TimeSpan.FromMinutes(2));
        await FailAsync(2);
        (await Refusal.OfAsync(() => _one.LoginAsync(_email, Right))).Reason.ShouldBe("TOO_MANY_ATTEMPTS");
    }

    [Fact]
    public async Task Login_ThatSucceeds_ForgetsTheAccountsFailuresButNotTheAddress()
    {
        await FailAsync(9, _address);
        await _other.LoginAsync(_email, Right, _address);

        (await Refusal.OfAsync(() => _one.LoginAsync(_email, "wrong", _address))).Reason.ShouldBe("INVALID_CREDENTIALS");
        (await Refusal.OfAsync(() => _one.LoginAsync(_email, Right, _address))).Reason.ShouldBe("TOO_MANY_ATTEMPTS");
        (await _one.LoginAsync(_email, Right)).User.Email.ShouldBe(_email);
    }

    [Fact]
    public async Task Login_OfThirtyGuessesAtOnceOnTwoReplicas_TellsNoMoreThanTen()
    {
        var (answers, refusals) = await AtOnce.RunAsync(
            30, number => (number % 2 == 0 ? _one : _other).LoginAsync(_email, $"guess {number}"));

        answers.ShouldBeEmpty();
        refusals.Count(status => status == StatusCode.Unauthenticated).ShouldBe(10);
        refusals.Count(status => status == StatusCode.ResourceExhausted).ShouldBe(20);
    }

    [Fact]
    public async Task Login_OfManyAccountsAndAddressesCrosswise_NeverDeadlocks()
    {
        string[] emails = [_email, .. Enumerable.Range(0, 3).Select(_ => IdentityInstallation.NewEmail())];
        string[] addresses = [.. Enumerable.Range(0, 4).Select(_ => IdentityInstallation.NewAddress())];

        var (_, refusals) = await AtOnce.RunAsync(64, number => _one.LoginAsync(emails[number % 4], "wrong", addresses[number / 4 % 4]));

        refusals.ShouldAllBe(status => status == StatusCode.Unauthenticated || status == StatusCode.ResourceExhausted);
    }

    [Fact]
    public async Task Housekeeping_AfterTheWindow_RemovesWhatNoLongerCounts()
    {
        await FailAsync(3);
        (await _one.Database.ScalarAsync<long>("SELECT count(*) FROM login_failures WHERE cardinality(failures) > 10")).ShouldBe(0);
        _time.Advance(TimeSpan.FromMinutes(15));

        await _one.Host.Services.GetServices<IHostedService>().OfType<Housekeeping>().Single().TidyAsync(CancellationToken.None);

        (await _one.Database.ScalarAsync<long>("SELECT count(*) FROM login_failures")).ShouldBe(0);
    }

    [Fact]
    public async Task Failures_OfOneAccount_KeepTheLastTenAndNoAddressInTheClear()
    {
        for (var count = 0; count < 14; count++)
        {
            await FailAsync(1);
            _time.Advance(TimeSpan.FromMinutes(2));
        }

        (await _one.Database.ScalarAsync<int>("SELECT max(cardinality(failures)) FROM login_failures")).ShouldBe(10);
        (await _one.Database.ScalarAsync<int>("SELECT max(length(key)) FROM login_failures")).ShouldBe(32);
    }

    private async Task FailAsync(int times, string? address = null)
    {
        for (var count = 0; count < times; count++)
        {
            var refusal = await Refusal.OfAsync(() => (count % 2 == 0 ? _one : _other).LoginAsync(_email, "wrong", address));
            refusal.Reason.ShouldBe("INVALID_CREDENTIALS");
        }
    }

    /// <summary>Two replicas on one database, whose real time stands still until a test moves it.</summary>
    public sealed class Replicas : IAsyncLifetime
    {
        public FakeTimeProvider Time { get; } = new(DateTimeOffset.UtcNow);

        public IdentityInstallation One { get; private set; } = null!;

        public IdentityInstallation Other { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            One = await IdentityInstallation.StartAsync(Time);
            Other = await IdentityInstallation.StartAsync(Time, One.Database);
        }

        public async ValueTask DisposeAsync()
        {
            await Other.DisposeAsync();
            await One.DisposeAsync();
            One.Host.Logs.Errors.Concat(Other.Host.Logs.Errors).ShouldBeEmpty();
        }
    }
}
