using FocusSuite.Domain;
using FocusSuite.Identity.Domain;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Revocation;
using FocusSuite.TestSupport.Databases;
using FocusSuite.TestSupport.Hosting;
using FocusSuite.TestSupport.Messaging;
using FocusSuite.TestSupport.Tokens;
using Grpc.Core;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace FocusSuite.Identity.Tests.Support;

/// <summary>The real service on a database of its own, without a broker.</summary>
public sealed class IdentityInstallation : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly bool _ownsDatabase;

    private IdentityInstallation(TestDatabase database, bool ownsDatabase, ServiceHost host, RecordingRelay relay, CountingHasher hasher) =>
        (_database, _ownsDatabase, Host, Relay, Hasher) = (database, ownsDatabase, host, relay, hasher);

    public ServiceHost Host { get; }

    public TestDatabase Database => _database;

    public RecordingRelay Relay { get; }

    internal CountingHasher Hasher { get; }

    public AuthenticationService.AuthenticationServiceClient Authentication => new(Host.Channel);

    public SubscriptionService.SubscriptionServiceClient Subscriptions => new(Host.Channel);

    public AccountService.AccountServiceClient Accounts => new(Host.Channel);

    public IdentityInternalService.IdentityInternalServiceClient Internal => new(Host.Channel);

    /// <summary>
    /// Starts it. With a clock, that is the real time of tokens, keys and failures; without a database it makes one of its own; with
    /// messaging it looks for a broker where there is none.
    /// </summary>
    public static async Task<IdentityInstallation> StartAsync(
        FakeTimeProvider? realTime = null,
        TestDatabase? database = null,
        IReadOnlyDictionary<string, string?>? settings = null,
        bool messaging = false)
    {
        var port = FreePorts.Next();
        var own = database ?? await TestDatabase.CreateAsync("identity");
        var all = new Dictionary<string, string?>
        {
            ["Kestrel:Endpoints:Grpc:Url"] = $"http://127.0.0.1:{port}",
            ["Focus:Auth:Authority"] = $"http://127.0.0.1:{port}",
            ["ConnectionStrings:Postgres"] = own.ConnectionString,
            ["ConnectionStrings:RabbitMq"] = "amqp://nobody:nothing@127.0.0.1:1/",

            // Asked for export and erasure only; nobody is there.
            ["Focus:Peers:Enrollment"] = "http://127.0.0.1:1",
            ["Focus:Peers:Sessions"] = "http://127.0.0.1:1",
            ["Focus:Peers:Progress"] = "http://127.0.0.1:1",
            ["Focus:Peers:Insights"] = "http://127.0.0.1:1",

            // The real work factor would be most of the run's time; a test of its own shows it.
            ["Identity:PasswordIterations"] = "1000",

            // Real time, where these tests live months in a moment; SignInLimitTests are about it.
            ["Identity:SignInsPerAccount"] = "0",
        };
        foreach (var (key, value) in settings ?? new Dictionary<string, string?>())
        {
            all[key] = value;
        }

        var relay = new RecordingRelay();
        CountingHasher? hasher = null;
        var host = await ServiceHost.StartAsync<Account>(all, services =>
        {
            relay = messaging ? relay : services.ReplaceMessaging();
            services.Replace(ServiceDescriptor.Singleton<IPasswordHasher<Account>>(provider =>
                hasher = new CountingHasher(ActivatorUtilities.CreateInstance<PasswordHasher<Account>>(provider))));
            if (realTime is not null)
            {
                services.Replace(ServiceDescriptor.KeyedSingleton<TimeProvider>(Clocks.Real, realTime));
            }
        });
        host.Services.GetRequiredService<IPasswordHasher<Account>>();
        return new IdentityInstallation(own, database is null, host, relay, hasher!);
    }

    /// <summary>Signs up somebody new.</summary>
    public async Task<SignedIn> SignupAsync(string? email = null, string password = "correct horse") =>
        (await Authentication.SignupAsync(new SignupRequest
        {
            Email = email ?? NewEmail(),
            Password = password,
            FirstName = "Ada",
            LastName = "Lovelace",
            TimeZone = "Europe/London",
        })).Results.Data;

    /// <summary>Signs in, from an address of its own unless one is given.</summary>
    public async Task<SignedIn> LoginAsync(
        string email, string password, string? address = null, CancellationToken cancellationToken = default) =>
        (await Authentication.LoginAsync(
            new LoginRequest { Email = email, Password = password },
            new Metadata { { "x-forwarded-for", address ?? NewAddress() } },
            cancellationToken: cancellationToken)).Results.Data;

    public async Task<SignedIn> RefreshAsync(string token, string? key = null) => (await Authentication.RefreshAsync(
        new RefreshRequest { Refresh = token }, key is null ? [] : new Metadata { { "idempotency-key", key } })).Results.Data;

    public static string NewEmail() => $"ada.{Guid.NewGuid():N}@example.com";

    /// <summary>How the services call a user among themselves.</summary>
    public string HashOf(long userId) => Host.Services.GetRequiredService<TokenRevocations>().HashOf(userId);

    /// <summary>An address that no other test uses.</summary>
    public static string NewAddress() => $"2001:db8:{Random.Shared.Next(0x10000):x}:{Random.Shared.Next(0x10000):x}::1";

    public static Metadata Bearer(string accessToken) => new() { { "authorization", $"Bearer {accessToken}" } };

    public static Metadata Service(string? accessToken = null) => TestServiceKey.Headers(accessToken: accessToken);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        if (_ownsDatabase)
        {
            await _database.DisposeAsync();
        }
    }
}
