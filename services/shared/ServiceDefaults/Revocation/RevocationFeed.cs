using FocusSuite.Messaging.Consuming;
using FocusSuite.Messaging.Events;

namespace FocusSuite.ServiceDefaults.Revocation;

/// <summary>Takes in the revocations that identity tells of.</summary>
internal sealed class RevocationFeed(TokenRevocations revocations) : IEventHandler<TokensRevoked>
{
    public Task HandleAsync(TokensRevoked focusEvent, CancellationToken cancellationToken)
    {
        revocations.Revoke(focusEvent);
        return Task.CompletedTask;
    }
}
