using System.Globalization;
using GrpcTranscoding.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace GrpcTranscoding.Errors;

/// <summary>
/// Answers a request with an error: status, the headers that belong to it, and the body as the problem writer has it. For parts of an
/// application that refuse requests themselves, with more to say than a status.
/// </summary>
/// <param name="writer">How errors look.</param>
public sealed class ProblemResponder(IProblemWriter writer)
{
    /// <summary>Answers. Where an answer has begun already, its connection is broken off.</summary>
    /// <param name="context">The request.</param>
    /// <param name="problem">The error.</param>
    /// <returns>The end of the answer.</returns>
    public async Task RespondAsync(HttpContext context, Problem problem)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(problem);
        var response = context.Response;
        if (response.HasStarted)
        {
            // Half an answer is worse than none: the client must not take it for a whole one.
            context.Abort();
            return;
        }

        response.StatusCode = problem.Status;
        var headers = response.Headers;
        headers.CacheControl = "no-store";
        if (problem.Status == StatusCodes.Status401Unauthorized)
        {
            headers.WWWAuthenticate = "Bearer";
        }

        // Whoever refused the request may know better.
        if (problem.RetryAfterSeconds is { } seconds && headers.RetryAfter.Count == 0)
        {
            headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (problem.Status == StatusCodes.Status426UpgradeRequired)
        {
            headers.Upgrade = "websocket";
        }

        if (problem.Allow.Count > 0)
        {
            headers[HeaderNames.Allow] = string.Join(", ", problem.Allow);
        }

        if (problem.AcceptEncoding.Count > 0)
        {
            headers.AcceptEncoding = string.Join(", ", problem.AcceptEncoding);
        }

        using var body = new PooledBuffer();
        writer.Write(context, problem, body);
        response.ContentType = writer.ContentType;
        response.ContentLength = body.WrittenMemory.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.BodyWriter.WriteAsync(body.WrittenMemory, context.RequestAborted);
        }
    }
}
