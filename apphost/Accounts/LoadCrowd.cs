using System.Globalization;
using FocusSuite.AppHost.Commands;
using FocusSuite.AppHost.Progress;

namespace FocusSuite.AppHost.Accounts;

/// <summary>The accounts of the people of ./focus load: made once, since a password's hash is meant to be slow, and found again by later runs.</summary>
internal sealed class LoadCrowd(IdentityClient identity, LoadView view)
{
    private const int AtOnce = 4;

    private readonly List<string> _tokens = [];

    /// <summary>Access tokens of so many people.</summary>
    public async Task<IReadOnlyList<string>> TokensAsync(int count, CancellationToken ct)
    {
        foreach (var numbers in Enumerable.Range(_tokens.Count, Math.Max(0, count - _tokens.Count)).Chunk(AtOnce))
        {
            _tokens.AddRange(await Task.WhenAll(numbers.Select(number => TokenAsync(number, ct))).ConfigureAwait(false));
            view.Note(string.Create(CultureInfo.InvariantCulture, $"{_tokens.Count} of {count} people have signed in"));
        }

        return _tokens;
    }

    private async Task<string> TokenAsync(int number, CancellationToken ct)
    {
        var email = string.Create(CultureInfo.InvariantCulture, $"load-{number:0000}@example.com");
        if (await OperatorCall.RunAsync(() => identity.IssueTokensAsync(email, ct)).ConfigureAwait(false) is { } known)
            return known.Access;
        await OperatorCall.RunAsync(() => identity.PutUserAsync(DemoAccounts.Request(email, "Load", pro: false, Guid.NewGuid().ToString("N")), ct)).ConfigureAwait(false);
        return (await OperatorCall.RunAsync(() => identity.IssueTokensAsync(email, ct)).ConfigureAwait(false))!.Access;
    }
}
