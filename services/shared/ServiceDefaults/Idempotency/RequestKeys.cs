using Grpc.Core;

namespace FocusSuite.ServiceDefaults.Idempotency;

/// <summary>The idempotency key of a call.</summary>
public static class RequestKeys
{
    /// <summary>The metadata that carries it.</summary>
    public const string Header = "idempotency-key";

    /// <summary>The key that the caller gave to this request, to be saved with its effect.</summary>
    /// <param name="context">The call.</param>
    /// <returns>The key; null when there is none.</returns>
    public static string? RequestKey(this ServerCallContext context) => context.RequestHeaders.GetValue(Header);
}
