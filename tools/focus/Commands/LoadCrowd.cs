using System.Globalization;
using FocusSuite.AppHost.Suite;

namespace FocusSuite.Focus.Commands;

/// <summary>
/// The accounts of the people of ./focus load: made once, since a password's hash is meant to be slow, and found again by later runs. Their tokens are
/// renewed for as long as it lives.
/// </summary>
internal sealed class LoadCrowd : IAsyncDisposable
{
    private const int AtOnce = 4;

    // An access token is good for an hour.
    private static readonly TimeSpan TokenAge = TimeSpan.FromMinutes(30);

    private readonly IdentityClient _identity;
    private readonly LoadView _view;
    private readonly List<string> _tokens = [];
    private readonly CancellationTokenSource _end = new();
    private readonly Task _renewals;

    public LoadCrowd(IdentityClient identity, LoadView view)
    {
        (_identity, _view) = (identity, view);
        _renewals = RenewAsync();
    }

    /// <summary>Access tokens of so many people.</summary>
    public async Task<IReadOnlyList<string>> TokensAsync(int count, CancellationToken ct)
    {
        foreach (var numbers in Enumerable.Range(_tokens.Count, Math.Max(0, count - _tokens.Count)).Chunk(AtOnce))
        {
            _tokens.AddRange(await Task.WhenAll(numbers.Select(number => TokenAsync(number, ct))).ConfigureAwait(false));
            _view.Note(string.Create(CultureInfo.InvariantCulture, $"{_tokens.Count} of {count} people have signed in"));
        }

        return _tokens;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _renewals.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task RenewAsync()
    {
        using var timer = new PeriodicTimer(TokenAge);
        while (await timer.WaitForNextTickAsync(_end.Token).ConfigureAwait(false))
        {
            try
            {
                for (var number = 0; number < _tokens.Count; number++)
                    _tokens[number] = await TokenAsync(number, _end.Token).ConfigureAwait(false);
            }
            catch (SetupException)
            {
                // Identity is away, as a load may well want to see. The tokens are good for as long again, and the next round may find it.
            }
        }
    }

    private async Task<string> TokenAsync(int number, CancellationToken ct)
    {
        var email = string.Create(CultureInfo.InvariantCulture, $"load-{number:0000}@example.com");
        if (await OperatorCall.RunAsync(() => _identity.IssueTokensAsync(email, ct)).ConfigureAwait(false) is { } known)
            return known.Access;
        await OperatorCall.RunAsync(() => _identity.PutUserAsync(DemoAccounts.Request(email, "Load", pro: false, Guid.NewGuid().ToString("N")), ct)).ConfigureAwait(false);
        return (await OperatorCall.RunAsync(() => _identity.IssueTokensAsync(email, ct)).ConfigureAwait(false))!.Access;
    }
}
