using System.Globalization;
using System.Net.Http.Headers;
using GrpcTranscoding.Buffers;
using GrpcTranscoding.Codec;
using GrpcTranscoding.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GrpcTranscoding.Proxying;

/// <summary>Writes the outcome of a call as the answer to a JSON client.</summary>
internal sealed class ResponseTranscoder(TranscodingOptions options, StatusProblems statuses, ProblemResponder responder, ILogger<ResponseTranscoder> logger)
{
    public async Task WriteAsync(HttpContext context, TranscodedCall call, GrpcOutcome outcome)
    {
        var method = call.Binding.Method;
        if (outcome.Failure is not null || outcome.Status != GrpcStatusMap.Ok)
        {
            var problem = outcome.Failure ?? statuses.Of(outcome);
            if (problem.Status == StatusCodes.Status500InternalServerError)
            {
                Log.CallFailed(logger, method.FullName, outcome.Status, outcome.Message);
            }

            CopyHeaders(outcome.Headers, context.Response);
            await responder.RespondAsync(context, problem with { Method = method });
            return;
        }

        using var buffer = new PooledBuffer();
        ReadOnlyMemory<byte> body;
        var type = "application/json; charset=utf-8";
        try
        {
            // Not straight into the response: a message that turns out to be broken must still become a clean 502.
            (type, body) = call.Binding.IsRawResponse ? RawBodies.Read(call.Binding, outcome.Payload) : (type, WriteJson(context, call, outcome, buffer));
        }
        catch (ProtoJsonException e)
        {
            Log.Unusable(logger, method.FullName, e.Message);
            await responder.RespondAsync(context, Problems.BadGateway with { Method = method });
            return;
        }

        await WriteAsync(context, call, outcome, type, body);
    }

    private static ReadOnlyMemory<byte> WriteJson(HttpContext context, TranscodedCall call, GrpcOutcome outcome, PooledBuffer buffer)
    {
        var headers = context.Response.Headers;
        call.Binding.Output.WriteJson(outcome.Payload.Span, buffer, call.Binding.ResponseBody, (name, value) => headers[name] = value);
        return buffer.WrittenMemory;
    }

    private async Task WriteAsync(HttpContext context, TranscodedCall call, GrpcOutcome outcome, string type, ReadOnlyMemory<byte> body)
    {
        var response = context.Response;
        response.StatusCode = StatusOf(call, outcome.Headers);
        CopyHeaders(outcome.Headers, response);
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

    private int StatusOf(TranscodedCall call, HttpResponseHeaders? headers)
    {
        var statuses = options.SuccessStatusesOf(call.Binding.Method);
        if (options.StatusHeader is { } name && headers is not null && headers.NonValidated.TryGetValues(name, out var text)
            && int.TryParse(text.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var status) && statuses.Contains(status))
        {
            return status;
        }

        return statuses.Count > 0 ? statuses[0] : StatusCodes.Status200OK;
    }

    private void CopyHeaders(HttpResponseHeaders? headers, HttpResponse response)
    {
        if (headers is null)
        {
            return;
        }

        foreach (var (name, values) in headers.NonValidated)
        {
            if (options.ResponseHeaders.Contains(name))
            {
                response.Headers[name] = values.ToString();
            }
        }
    }
}
