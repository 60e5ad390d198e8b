using System.Buffers;
using System.IO.Pipelines;
using GrpcTranscoding.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GrpcTranscoding.Proxying;

/// <summary>
/// Reads a request's body to its end within bounds of size and time, at every door alike. Nothing is asked of a service before the whole
/// request is there: a caller who takes long to say what it wants takes nobody else's place.
/// </summary>
internal sealed class WholeBody(TranscodingOptions options, TimeProvider time, ILogger<WholeBody> logger)
{
    /// <summary>Reads the body. Unless it is refused, the caller gives it back to the request's reader.</summary>
    /// <param name="context">The request.</param>
    /// <param name="limit">How many bytes it may have.</param>
    public async ValueTask<(ReadOnlySequence<byte> Body, Problem? Refusal)> ReadAsync(HttpContext context, int limit)
    {
        if (context.Request.ContentLength > limit)
        {
            return (default, Problems.PayloadTooLarge);
        }

        var reader = context.Request.BodyReader;
        ITimer? timer = null;
        try
        {
            while (true)
            {
                var reading = reader.ReadAsync(context.RequestAborted);
                if (!reading.IsCompleted)
                {
                    // Most bodies are there with their headers, and need no timer.
                    timer ??= time.CreateTimer(
                        static state => ((PipeReader)state!).CancelPendingRead(), reader, options.RequestTimeout, Timeout.InfiniteTimeSpan);
                }

                var result = await reading;
                if (result.IsCompleted && result.Buffer.Length <= limit)
                {
                    return (result.Buffer, null);
                }

                reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
                if (result.IsCanceled || result.Buffer.Length > limit)
                {
                    return (default, result.IsCanceled ? Problems.RequestTimeout : Problems.PayloadTooLarge);
                }
            }
        }
        catch (Exception e) when (IsTransport(e, context))
        {
            Log.BodyUnreadable(logger, e.GetType().Name, e.Message);
            return (default, Problems.ForStatus((e as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest));
        }
        finally
        {
            if (timer is not null)
            {
                await timer.DisposeAsync();
            }
        }
    }

    // Whatever breaks while the client's bytes are read is the client's, however the server calls it: .NET 10 throws an OverflowException,
    // among others, at a chunk that says it has 2^31 bytes.
    private static bool IsTransport(Exception e, HttpContext context) =>
        e is not OutOfMemoryException && !(e is OperationCanceledException && context.RequestAborted.IsCancellationRequested);
}
