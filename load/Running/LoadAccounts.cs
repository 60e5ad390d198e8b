using System.Globalization;

namespace FocusSuite.Load.Running;

/// <summary>
/// The accounts of the users of a load: made once, since a password's hash is meant to be slow, and found again by later runs. Their
/// tokens are renewed for as long as it lives.
/// </summary>
public sealed class LoadAccounts : IAsyncDisposable
{
    private const int AtOnce = 4;

    // An access token is good for an hour.
    private static readonly TimeSpan TokenAge = TimeSpan.FromMinutes(30);

    private readonly Func<string, CancellationToken, Task<string>> _tokenOf;
    private readonly Action<string> _note;
    private readonly List<string> _tokens = [];
    private readonly CancellationTokenSource _end = new();
    private readonly Task _renewals;

    /// <summary>Nobody yet.</summary>
    /// <param name="tokenOf">Gives an access token of the account with an email, and makes the account where there is none.</param>
    /// <param name="note">Is told how far it is.</param>
    public LoadAccounts(Func<string, CancellationToken, Task<string>> tokenOf, Action<string> note)
    {
        (_tokenOf, _note) = (tokenOf, note);
        _renewals = RenewAsync();
    }

    /// <summary>Access tokens of so many users.</summary>
    /// <param name="count">How many at least.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The tokens; they are replaced by newer ones in place.</returns>
    public async Task<IReadOnlyList<string>> TokensAsync(int count, CancellationToken ct)
    {
        foreach (var numbers in Enumerable.Range(_tokens.Count, Math.Max(0, count - _tokens.Count)).Chunk(AtOnce))
        {
            _tokens.AddRange(await Task.WhenAll(numbers.Select(number => TokenAsync(number, ct))));
            _note(string.Create(CultureInfo.InvariantCulture, $"{_tokens.Count} of {count} people have signed in"));
        }

        return _tokens;
    }

    /// <summary>Ends the renewals.</summary>
    /// <returns>A task that ends with them.</returns>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _renewals.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task RenewAsync()
    {
        using var timer = new PeriodicTimer(TokenAge);
        while (await timer.WaitForNextTickAsync(_end.Token))
        {
            try
            {
                for (var number = 0; number < _tokens.Count; number++)
                {
                    _tokens[number] = await TokenAsync(number, _end.Token);
                }
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // Identity is away, as a load may well want to see. The tokens are good for as long again, and the next round may find it.
            }
        }
    }

    private Task<string> TokenAsync(int number, CancellationToken ct) =>
        _tokenOf(string.Create(CultureInfo.InvariantCulture, $"load-{number:0000}@example.com"), ct);
}
