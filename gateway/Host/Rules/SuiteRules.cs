using FocusSuite.Protos.Options.V1;
using Google.Api;
using Google.Protobuf.Reflection;
using GrpcTranscoding;
using Microsoft.Extensions.Options;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace FocusSuite.Gateway.Rules;

/// <summary>Maps the suite's own proto options, and its rules for JSON, to the transcoder's choices.</summary>
internal static class SuiteRules
{
    /// <summary>The metadata by which a service shows another one that it is of the suite. Never taken from outside.</summary>
    public const string ServiceTokenHeader = "focus-service-token";

    /// <summary>The response metadata, and header, of an answer that comes before its effects.</summary>
    public const string EffectsHeader = "Focus-Effects";

    public static void Apply(TranscodingOptions options)
    {
        foreach (var service in ProtoAssembly.Services())
        {
            options.Services.Add(service);
        }

        options.IsExposed = IsPublic;
        options.ClusterOf = ClusterOf;
        options.SuccessStatusesOf = method =>
            method.GetOptions()?.GetExtension(OptionsExtensions.Success) is { } statuses ? [.. statuses] : [];
        options.StatusHeader = "x-http-status";
        options.ResponseHeaders.Add(EffectsHeader);
        options.EventIdOf = message => message.FindFieldByName("event_id");
        options.HttpStatusMetadataKey = "http_status";
        options.RemovedRequestHeaders.Add(ServiceTokenHeader);
        options.RemovedRequestHeaders.Add("x-http-status");

        // A repeat with the same key acts once, wherever it arrives.
        options.IsRepeatable = (context, method) => TranscodingOptions.IsRepeatableByDeclaration(context, method)
            || (TakesIdempotencyKey(method) && context.Request.Headers.ContainsKey("idempotency-key"));

        options.Json.WriteNulls = true;
        options.Json.WriteDefaults = true;
        options.Json.ProtoNames = true;
        options.Json.Int64AsNumber = true;
        options.Json.EnumWord = value => value.GetOptions()?.GetExtension(OptionsExtensions.JsonWord) is { Length: > 0 } word ? word : null;
        options.Json.OmitWhenUnset = field => field.GetOptions()?.GetExtension(OptionsExtensions.OmitWhenUnset) == true;
        options.Json.ResponseHeader = field =>
            field.GetOptions()?.GetExtension(OptionsExtensions.ResponseHeader) is { Length: > 0 } header ? header : null;
    }

    public static void ApplyLimits(TranscodingOptions options, IOptions<GatewayOptions> gateway)
    {
        var deadline = TimeSpan.FromSeconds(gateway.Value.DeadlineSeconds);
        options.DeadlineOf = _ => deadline;

        // A stream of bytes is one document and has an end; what is watched goes on for as long as somebody watches.
        var document = TimeSpan.FromSeconds(gateway.Value.DocumentSeconds);
        options.StreamDeadlineOf = method =>
            method.OutputType.FullName == HttpBody.Descriptor.FullName ? document : Timeout.InfiniteTimeSpan;
        options.TryTimeout = TimeSpan.FromSeconds(gateway.Value.TrySeconds);
        options.Heartbeat = TimeSpan.FromSeconds(gateway.Value.HeartbeatSeconds);
        options.MaxRequestBytes = gateway.Value.MaxRequestBytes;
        options.RequestTimeout = TimeSpan.FromSeconds(gateway.Value.RequestSeconds);
    }

    /// <summary>Whether errors of a method carry what the first mobile clients read.</summary>
    public static bool HasEnvelopeErrors(MethodDescriptor? method) =>
        method?.GetOptions()?.GetExtension(OptionsExtensions.EnvelopeErrors) == true;

    /// <summary>Whether a method can be called from outside.</summary>
    public static bool IsPublic(MethodDescriptor method) => AccessOf(method) != Access.Service;

    /// <summary>Whether a method is for signed-in people.</summary>
    public static bool NeedsToken(MethodDescriptor method) => AccessOf(method) != Access.Anonymous;

    /// <summary>Whether a method keeps a processor busy on purpose, and has places of its own.</summary>
    public static bool IsCostly(MethodDescriptor method) => method.GetOptions()?.GetExtension(OptionsExtensions.Costly) == true;

    /// <summary>Whether answers of a method may come before their effects, and then say so.</summary>
    public static bool WaitsForEffects(MethodDescriptor method) =>
        method.GetOptions()?.GetExtension(OptionsExtensions.WaitsForEffects) == true;

    /// <summary>
    /// Whether a repeat with the same <c>Idempotency-Key</c> acts once: of a POST that takes the same as a field on gRPC (AIP-155), and of
    /// what its proto says so of.
    /// </summary>
    public static bool TakesIdempotencyKey(MethodDescriptor method) =>
        method.InputType.FindFieldByName("request_id") is not null && method.GetOptions() is { } options
            && (options.GetExtension(AnnotationsExtensions.Http)?.PatternCase == HttpRule.PatternOneofCase.Post
                || options.GetExtension(OptionsExtensions.TakesRequestKey));

    private static Access AccessOf(MethodDescriptor method) =>
        method.GetOptions()?.GetExtension(OptionsExtensions.Access) ?? Access.Unspecified;

    /// <summary><c>focus.sessions.v1</c> lives in the cluster <c>sessions</c>.</summary>
    private static string ClusterOf(ServiceDescriptor service) => service.File.Package.Split('.')[1];
}
