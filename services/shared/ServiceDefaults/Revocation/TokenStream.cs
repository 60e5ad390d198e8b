using FocusSuite.Protocol.Errors;

namespace FocusSuite.ServiceDefaults.Revocation;

/// <summary>Something that is held open by an access token.</summary>
public sealed class TokenStream : IDisposable
{
    private readonly TokenRevocations _owner;
    private readonly CancellationTokenSource _ended = new();
    private ErrorCode? _reason;

    internal TokenStream(TokenRevocations owner, string userHash, long epoch) => (_owner, UserHash, Epoch) = (owner, userHash, epoch);

    /// <summary>Signaled when the token is called back.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Why it was; null before.</summary>
    public ErrorCode? Reason => Volatile.Read(ref _reason);

    internal string UserHash { get; }

    internal long Epoch { get; }

    /// <inheritdoc />
    public void Dispose()
    {
        _owner.Remove(this);
        _ended.Dispose();
    }

    internal void End(ErrorCode reason)
    {
        // The first reason counts.
        if (Interlocked.CompareExchange(ref _reason, reason, null) is not null)
        {
            return;
        }

        try
        {
            // Not here and now: whoever revokes has more streams to end, and must not run what they do then.
            _ = _ended.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It has ended by itself.
        }
    }
}
