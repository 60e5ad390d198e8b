using Google.Protobuf.Reflection;
using GrpcTranscoding.Binding;
using GrpcTranscoding.Codec.Wire;
using GrpcTranscoding.Errors;
using GrpcTranscoding.Streaming;
using Microsoft.AspNetCore.Http;

namespace GrpcTranscoding.Proxying;

/// <summary>
/// Finds the gRPC method that a JSON request means, turns the request into a gRPC frame, sends it through YARP's pipeline as if the gRPC
/// path had been asked for, and turns what comes back into JSON.
/// </summary>
internal sealed class TranscodingMiddleware(
    RequestDelegate next, RouteTable routes, MethodEndpoints endpoints, RequestTranscoder requests, ResponseTranscoder responses,
    ProblemResponder responder,
    NativeRequests native, TranscodingOptions options)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is { } endpoint)
        {
            // A method by its gRPC path, or another endpoint of the application.
            return native.MethodOf(endpoint) is { } method ? CallNativelyAsync(context, method) : next(context);
        }

        var match = routes.Match(context.Request.Method, RawPath.Of(context), context.WebSockets.IsWebSocketRequest);
        if (match.Binding is not null)
        {
            return CallAsync(context, match.Binding, match.PathFields);
        }

        if (match.IsMalformed)
        {
            return responder.RespondAsync(context, Problems.MalformedPath);
        }

        return match.Allowed is { } allowed ? responder.RespondAsync(context, Problems.MethodNotAllowed(WithHead(allowed))) : next(context);
    }

    private async Task CallNativelyAsync(HttpContext context, MethodDescriptor method)
    {
        if (await native.TakeInAsync(context, method))
        {
            await next(context);
        }
    }

    private async Task CallAsync(HttpContext context, HttpBinding binding, WireWriter? pathFields)
    {
        // Here already, so that whoever measures requests knows the route also of those that are refused below.
        context.SetEndpoint(endpoints.Of(binding));
        var isWebSocket = context.WebSockets.IsWebSocketRequest && binding.IsStreaming;
        if (binding.Method.IsClientStreaming && !isWebSocket)
        {
            await responder.RespondAsync(context, Problems.UpgradeRequired with { Method = binding.Method });
            return;
        }

        if (binding.IsStreaming && HttpMethods.IsHead(context.Request.Method))
        {
            // A stream nobody reads would be held open for an answer without a body.
            await responder.RespondAsync(context, Problems.MethodNotAllowed(["GET"]) with { Method = binding.Method });
            return;
        }

        if (!ClientTimeout.TryRead(context.Request, out var timeout))
        {
            await responder.RespondAsync(context, Problems.InvalidTimeout with { Method = binding.Method });
            return;
        }

        var frame = new WireWriter(options.Json.MaxMessageBytes, TranscodedCall.PrefixBytes);
        var isUpload = isWebSocket && (binding.Method.IsClientStreaming || binding.HasBody);
        using var call = new TranscodedCall(binding, pathFields, frame, isUpload)
        {
            ClientTimeout = timeout,
        };
        if (isWebSocket)
        {
            WebSocketTokens.Apply(context, options);
        }

        if (!call.IsUpload && await requests.ReadAsync(context, binding, pathFields, frame) is { } refusal)
        {
            await responder.RespondAsync(context, refusal with { Method = binding.Method });
            return;
        }

        context.Features.Set(call);
        await next(context);
        if (call.Outcome is null)
        {
            await RespondWithoutOutcomeAsync(context, binding);
        }
        else if (!context.RequestAborted.IsCancellationRequested)
        {
            await responses.WriteAsync(context, call, call.Outcome);
        }
    }

    /// <summary>Something in the pipeline ended the request before it was forwarded: no healthy destination, too many requests.</summary>
    private Task RespondWithoutOutcomeAsync(HttpContext context, HttpBinding binding) =>
        context.Response.HasStarted || context.Response.StatusCode < 400 || context.Response.ContentType is not null
            ? Task.CompletedTask
            : responder.RespondAsync(context, Problems.ForStatus(context.Response.StatusCode) with { Method = binding.Method });

    private static SortedSet<string> WithHead(SortedSet<string> allowed)
    {
        if (allowed.Contains("GET"))
        {
            allowed.Add("HEAD");
        }

        return allowed;
    }
}
