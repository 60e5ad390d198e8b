using FocusSuite.TestSystem;

namespace FocusSuite.Faults.Tests.Workload;

/// <summary>The accounts of the laboratory. Making one costs a password's hash, so they are made once.</summary>
public sealed class Population(FocusSystem system, Uri gateway)
{
    private const string Password = "a-long-password-1";

    // Access tokens hold for an hour of real time.
    private static readonly TimeSpan TokenAge = TimeSpan.FromMinutes(40);

    private readonly List<Account> _accounts = [];
    private long _renewed;

    /// <summary>Where users find the API.</summary>
    public Uri Gateway => gateway;

    /// <summary>The access token of somebody new, of whom nobody keeps account.</summary>
    public async Task<string> TokenAsync(CancellationToken ct)
    {
        var email = NewEmail();
        await system.PutUserAsync(email, Password, pro: false, ct);
        return await system.AccessTokenAsync(email, ct);
    }

    /// <summary>So many accounts with fresh tokens, the same ones each time.</summary>
    public async Task<IReadOnlyList<Account>> TakeAsync(int count, CancellationToken ct)
    {
        while (_accounts.Count < count)
        {
            await AddAsync(ct);
        }

        if (TimeProvider.System.GetElapsedTime(_renewed) > TokenAge)
        {
            await RenewAsync(ct);
        }

        return [.. _accounts.Take(count)];
    }

    /// <summary>An account that nobody used before.</summary>
    public async Task<Account> NewAsync(bool pro, CancellationToken ct)
    {
        var email = NewEmail();
        var user = await system.PutUserAsync(email, Password, pro, ct);
        var http = new HttpClient(
            new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(2) })
        { BaseAddress = gateway };
        await SignInAsync(http, email, ct);
        return new Account(email, user.Id, pro, http);
    }

    private static string NewEmail() => $"p{Guid.NewGuid():N}@example.com";

    private async Task AddAsync(CancellationToken ct)
    {
        if (_accounts.Count == 0)
        {
            _renewed = TimeProvider.System.GetTimestamp();
        }

        _accounts.Add(await NewAsync(pro: _accounts.Count % 2 == 1, ct));
    }

    private async Task RenewAsync(CancellationToken ct)
    {
        foreach (var account in _accounts)
        {
            await SignInAsync(account.Http, account.Email, ct);
        }

        _renewed = TimeProvider.System.GetTimestamp();
    }

    private async Task SignInAsync(HttpClient http, string email, CancellationToken ct) =>
        http.DefaultRequestHeaders.Authorization = new("Bearer", await system.AccessTokenAsync(email, ct));
}
