using Grpc.Core;

namespace FocusSuite.Protocol.Effects;

/// <summary>How an answer says that it comes before its effects.</summary>
public static class EffectHeaders
{
    /// <summary>The response header, over JSON and as metadata on gRPC.</summary>
    public const string Name = "focus-effects";

    /// <summary>Its only value: the effects follow.</summary>
    public const string Pending = "pending";

    private const string Key = "focus-effects-pending";

    /// <summary>Says that the effects of this call follow.</summary>
    internal static void TellEffectsPending(this ServerCallContext context)
    {
        if (!context.UserState.TryAdd(Key, true))
        {
            return;
        }

        var response = context.GetHttpContext().Response;
        if (response.HasStarted)
        {
            context.ResponseTrailers.Add(Name, Pending);
        }
        else
        {
            response.Headers[Name] = Pending;
        }
    }

    /// <summary>Whether the effects of this call follow.</summary>
    internal static bool HasPendingEffects(this ServerCallContext context) => context.UserState.ContainsKey(Key);
}
