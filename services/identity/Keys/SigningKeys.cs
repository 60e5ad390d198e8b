using System.Diagnostics;
using FocusSuite.Domain;
using FocusSuite.Identity.Domain;
using FocusSuite.Identity.Persistence;
using FocusSuite.Identity.Tokens;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FocusSuite.Identity.Keys;

/// <summary>The keys that all replicas share, held in memory for a minute.</summary>
internal sealed partial class SigningKeys(
    IServiceScopeFactory scopes,
    KeyProtection protection,
    IOptions<IdentitySettings> settings,
    [FromKeyedServices(Clocks.Real)] TimeProvider time,
    ILogger<SigningKeys> logger) : IDisposable
{
    // Any number will do that nobody else in this database uses; it says "keys".
    private const long RotationLock = 0x6B657973;
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);

    private readonly KeySchedule _schedule = new(settings.Value.KeyLifetime);
    private readonly SemaphoreSlim _gate = new(1);
    private Held? _held;

    /// <summary>The key that signs now.</summary>
    public async Task<SigningKey> CurrentAsync(CancellationToken cancellationToken)
    {
        var keys = await AllAsync(cancellationToken);
        return KeySchedule.Current(keys, time.GetUtcNow())
            ?? throw new UnreachableException("There is always a key: reading them makes the first.");
    }

    /// <summary>All keys whose tokens may still be in use, in the order in which they sign.</summary>
    public async Task<IReadOnlyList<SigningKey>> AllAsync(CancellationToken cancellationToken)
    {
        if (_held is { } fresh && IsFresh(fresh))
        {
            return fresh.Keys;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_held is not { } held || !IsFresh(held))
            {
                await ReadAsync(cancellationToken);
            }
        }
        catch (Exception exception) when (_held is not null && !cancellationToken.IsCancellationRequested)
        {
            // The database is away: the keys of a minute ago are as good, since each is published long before it signs.
            LogStale(logger, exception);
        }
        finally
        {
            _gate.Release();
        }

        return _held!.Keys;
    }

    /// <summary>Makes the next key when it is time, and forgets those that have done their work.</summary>
    public async Task RotateAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await ReadAsync(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private bool IsFresh(Held held) => time.GetUtcNow() - held.ReadAt < Freshness;

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<IdentityContext>();
        var keys = await LoadAsync(context, cancellationToken);
        if (_schedule.Next(keys, now) is not null || KeySchedule.Retired(keys, now, AccessTokens.Lifetime).Any())
        {
            keys = await ChangeAsync(context, now, cancellationToken);
        }

        _held = new Held(keys, now);
    }

    private async Task<IReadOnlyList<SigningKey>> ChangeAsync(
        IdentityContext context, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // One replica at a time decides, on what the one before it has left.
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({RotationLock})", cancellationToken);
        var keys = await LoadAsync(context, cancellationToken);

        var retired = KeySchedule.Retired(keys, now, AccessTokens.Lifetime).Select(key => key.Id).ToList();
        await context.SigningKeys.Where(key => retired.Contains(key.Id)).ExecuteDeleteAsync(cancellationToken);
        if (_schedule.Next(keys, now) is { } signsFrom)
        {
            var made = SigningKey.Make(signsFrom, protection);
            context.SigningKeys.Add(made);
            await context.SaveChangesAsync(cancellationToken);
            LogMade(logger, made.Id, signsFrom);
        }

        keys = await LoadAsync(context, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return keys;
    }

    private async Task<IReadOnlyList<SigningKey>> LoadAsync(IdentityContext context, CancellationToken cancellationToken)
    {
        var rows = await context.SigningKeys.AsNoTracking().OrderBy(key => key.SignsFrom).ThenBy(key => key.Id)
            .ToListAsync(cancellationToken);

        // The same key stays the same object: what signs with it is cached by it.
        var held = _held?.Keys.ToDictionary(key => key.Id) ?? [];
        var keys = rows.ConvertAll(row => held.TryGetValue(row.Id, out var known) ? known : SigningKey.Read(row, protection));
        foreach (var key in keys.Where(key => !key.CanSign && !held.ContainsKey(key.Id)))
        {
            LogForeign(logger, key.Id);
        }

        return keys;
    }

    [LoggerMessage(1, LogLevel.Information, "Made the signing key {KeyId}; it signs from {SignsFrom}.")]
    private static partial void LogMade(ILogger logger, string keyId, DateTimeOffset signsFrom);

    [LoggerMessage(
        2,
        LogLevel.Warning,
        "The signing key {KeyId} was protected by another service key (Focus:Auth:ServiceKey); it only validates from now on.")]
    private static partial void LogForeign(ILogger logger, string keyId);

    [LoggerMessage(3, LogLevel.Warning, "The signing keys could not be read again; those of a moment ago stay in use.")]
    private static partial void LogStale(ILogger logger, Exception exception);

    private sealed record Held(IReadOnlyList<SigningKey> Keys, DateTimeOffset ReadAt);
}
