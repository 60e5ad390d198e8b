using GrpcTranscoding.Binding;
using GrpcTranscoding.Codec.Wire;
using GrpcTranscoding.Errors;
using Microsoft.AspNetCore.Http;

namespace GrpcTranscoding.Proxying;

/// <summary>
/// Finds the gRPC method that a JSON request means, turns the request into a gRPC frame, sends it through YARP's pipeline as if the gRPC path had
/// been asked for, and turns what comes back into JSON.
/// </summary>
internal sealed class TranscodingMiddleware(
    RequestDelegate next, RouteTable routes, MethodEndpoints endpoints, RequestTranscoder requests, ResponseTranscoder responses, ProblemResponder responder,
    TranscodingOptions options)
{
    public Task InvokeAsync(HttpContext context)
    {
        // Another endpoint of the application wants this request.
        if (context.GetEndpoint() is not null)
        {
            return next(context);
        }

        var match = routes.Match(context.Request.Method, context.Request.Path.Value ?? "");
        if (match.Binding is not null)
        {
            return CallAsync(context, match.Binding, match.PathFields);
        }

        return match.Allowed is { } allowed ? responder.RespondAsync(context, Problems.MethodNotAllowed(WithHead(allowed))) : next(context);
    }

    private async Task CallAsync(HttpContext context, HttpBinding binding, WireWriter? pathFields)
    {
        var frame = new WireWriter(options.Json.MaxMessageBytes, TranscodedCall.PrefixBytes);
        var refusal = await requests.ReadAsync(context, binding, pathFields, frame);
        pathFields?.Dispose();
        if (refusal is not null)
        {
            frame.Dispose();
            await responder.RespondAsync(context, refusal with { Method = binding.Method });
            return;
        }

        var call = new TranscodedCall(binding, frame);
        context.Features.Set(call);
        context.SetEndpoint(endpoints.Of(binding.Method));
        await next(context);
        using var outcome = call.Outcome;
        if (outcome is null)
        {
            await RespondWithoutOutcomeAsync(context, binding);
            return;
        }

        if (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        await responses.WriteAsync(context, call, outcome);
        // Only now: a call that broke off may have left the client still sending.
        if (outcome.Failure is null)
        {
            frame.Dispose();
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
