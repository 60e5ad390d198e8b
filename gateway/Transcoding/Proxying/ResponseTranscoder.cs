using System.Globalization;
using GrpcTranscoding.Buffers;
using GrpcTranscoding.Codec;
using GrpcTranscoding.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GrpcTranscoding.Proxying;

/// <summary>Writes the outcome of a call as the answer to a JSON client.</summary>
internal sealed class ResponseTranscoder(
    TranscodingOptions options, StatusProblems statuses, ProblemResponder responder, ILogger<ResponseTranscoder> logger)
{
    public async Task WriteAsync(HttpContext context, TranscodedCall call, GrpcOutcome outcome)
    {
        var method = call.Binding.Method;
        using var buffer = new PooledBuffer();
        var problem = outcome.Failure ?? (outcome.Status != GrpcStatusMap.Ok ? statuses.Of(outcome) : null);
        List<KeyValuePair<string, string>> headers = [];
        string type;
        ReadOnlyMemory<byte> body;
        try
        {
            // Not straight into the response: a message that turns out to be broken must still become a clean 502.
            (type, body) = problem is null ? Transcode(call, outcome, buffer, headers) : ("", default);
            outcome.Metadata?.CopyTo(options.ResponseNames, context.Response.Headers, isWhole: true, isError: problem is not null);
        }
        catch (ProtoJsonException e)
        {
            Log.Unusable(logger, method.FullName, e.Message);
            await responder.RespondAsync(context, Problems.BadGateway with { Method = method });
            return;
        }

        foreach (var (name, value) in headers)
        {
            context.Response.Headers[name] = value;
        }

        if (problem is null)
        {
            await WriteAsync(context, call, outcome, type, body);
            return;
        }

        if (problem.Status == StatusCodes.Status500InternalServerError)
        {
            Log.CallFailed(logger, method.FullName, outcome.Status, outcome.Message);
        }

        await responder.RespondAsync(context, problem with { Method = method });
    }

    private static (string Type, ReadOnlyMemory<byte> Body) Transcode(
        TranscodedCall call, GrpcOutcome outcome, PooledBuffer buffer, List<KeyValuePair<string, string>> headers)
    {
        if (call.Binding.IsRawResponse)
        {
            return RawBodies.Read(call.Binding, outcome.Payload);
        }

        call.Binding.Output.WriteJson(
            outcome.Payload.Span,
            buffer,
            call.Binding.ResponseBody,
            (name, value) => headers.Add(new(name, AnswerMetadata.Checked(name, value))));
        return ("application/json; charset=utf-8", buffer.WrittenMemory);
    }

    private async Task WriteAsync(HttpContext context, TranscodedCall call, GrpcOutcome outcome, string type, ReadOnlyMemory<byte> body)
    {
        var response = context.Response;
        response.StatusCode = StatusOf(call, outcome.Metadata);
        EntityTags.Apply(context, call.Binding.Method, options, body);
        if (response.StatusCode is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified)
        {
            return;
        }

        response.ContentType = type;
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.BodyWriter.WriteAsync(body, context.RequestAborted);
        }
    }

    private int StatusOf(TranscodedCall call, AnswerMetadata? metadata)
    {
        var statuses = options.SuccessStatusesOf(call.Binding.Method);
        if (options.StatusHeader is { } name
            && int.TryParse(metadata?.Find(name), NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            && statuses.Contains(status))
        {
            return status;
        }

        return statuses.Count > 0 ? statuses[0] : StatusCodes.Status200OK;
    }
}
