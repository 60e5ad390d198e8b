using GrpcTranscoding.Proxying;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GrpcTranscoding.Errors;

/// <summary>
/// Sees to it that every error has the one shape: those that other parts of the pipeline leave as a bare status, and those that nobody
/// caught. gRPC callers get a gRPC status instead.
/// </summary>
internal sealed class ProblemMiddleware(RequestDelegate next, ProblemResponder responder, ILogger<ProblemMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = e.StatusCode;
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            Log.Unhandled(logger, e);
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }

        var response = context.Response;
        if (response.StatusCode < 400 || response.HasStarted || response.ContentType is not null || response.ContentLength > 0
            || context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        if (GrpcStatusMap.IsGrpc(context.Request))
        {
            GrpcStatusMap.Respond(context);
            return;
        }

        await responder.RespondAsync(context, Problems.ForStatus(response.StatusCode));
    }
}
