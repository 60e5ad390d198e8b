using FocusSuite.EndToEnd.Tests.Support;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.TestSystem;

[assembly: AssemblyFixture(typeof(Suite))]

namespace FocusSuite.EndToEnd.Tests.Support;

/// <summary>The real system, started once for the run. Its time runs 600 times faster: a session of 25 minutes takes 2.5 seconds.</summary>
public sealed class Suite : IAsyncLifetime
{
    public const double TimeScale = 600;
    public const string Password = "a-long-password-1";

    /// <summary>The real work factor of passwords would be most of what the processors do; a test of identity's shows it.</summary>
    private static readonly Dictionary<string, string> FastPasswords = new() { ["Identity__PasswordIterations"] = "1000" };

    private static readonly Dictionary<string, IReadOnlyDictionary<string, string>> Settings = new()
    {
        [PartNames.Identity] = FastPasswords,
    };

    /// <summary>
    /// One of each service, or as FOCUS_TEST_REPLICAS has it, e.g. sessions=2,progress=3: nothing that is tested may depend on it.
    /// </summary>
    private static readonly string Replicas = Environment.GetEnvironmentVariable("FOCUS_TEST_REPLICAS") ?? "";

    /// <summary>
    /// Where documents are kept, if not in PostgreSQL: FOCUS_TEST_MONGODB, e.g. mongodb://127.0.0.1:27017. The suite's databases have the
    /// same names on every server, so that a second address, after a space, is for the system of the erasure tests.
    /// </summary>
    private static readonly string[] MongoDbs = (Environment.GetEnvironmentVariable("FOCUS_TEST_MONGODB") ?? "")
        .Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static readonly TimeSpan StartBound = TimeSpan.FromMinutes(3);
    private FocusSystem? _system;

    /// <summary>The MongoDB server of the erasure tests' system; null where its documents are in PostgreSQL.</summary>
    public static string? MongoDbOfErasure => MongoDbs.ElementAtOrDefault(1);

    public FocusSystem System => _system ?? throw new InvalidOperationException("The system is not started.");

    public async ValueTask InitializeAsync()
    {
        using var bound = new CancellationTokenSource(StartBound);
        _system = await FocusSystem.StartAsync(
            new FocusSystemOptions
            {
                TimeScale = TimeScale,
                Environment = Settings,
                Replicas = Replicas,
                MongoDb = MongoDbs.FirstOrDefault(),
            },
            bound.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_system is not null)
        {
            await _system.DisposeAsync();
        }
    }

    /// <summary>Nobody: calls without a token.</summary>
    public Api Anonymous() => new(System.CreateClient(null));

    /// <summary>A new user on the free plan, or with Pro.</summary>
    public Task<Api> NewUserAsync(bool pro = false) => NewUserAsync(System, pro);

    /// <summary>A new user with the subscription given.</summary>
    public Task<Api> NewUserAsync(Subscription subscription) => NewUserAsync(new PutUserRequest { Subscription = subscription });

    /// <summary>A new user as the request has it, with an address and a password of its own.</summary>
    public async Task<Api> NewUserAsync(PutUserRequest account)
    {
        (account.Email, account.Password) = (NewEmail(), Password);
        await System.PutUserAsync(account, CancellationToken.None);
        return new Api(System.CreateClient(await System.AccessTokenAsync(account.Email, CancellationToken.None)));
    }

    /// <summary>A new user in a system of the test's own.</summary>
    public static async Task<Api> NewUserAsync(FocusSystem system, bool pro = false)
    {
        var email = NewEmail();
        await system.PutUserAsync(email, Password, pro, CancellationToken.None);
        return new Api(system.CreateClient(await system.AccessTokenAsync(email, CancellationToken.None)));
    }

    public static string NewEmail() => $"p{Guid.NewGuid():N}@example.com";
}
