using GrpcTranscoding.Errors;
using GrpcTranscoding.Proxying;
using Microsoft.AspNetCore.Http;

namespace GrpcTranscoding.Streaming;

/// <summary>
/// A message a line. An error that comes late is a last line with the one member <c>error</c>. Where the options want it, an empty line
/// shows that the connection is alive: readers may, and most do, skip it.
/// </summary>
internal sealed class NdjsonStream(HttpContext context, TranscodedCall call, IProblemWriter problems, TranscodingOptions options)
    : ResponseStream(context, call, problems, options)
{
    private readonly bool _hasHeartbeat = options.NdjsonHeartbeat;

    protected override string ContentType => "application/x-ndjson; charset=utf-8";

    protected override void Put(ReadOnlySpan<byte> wire)
    {
        PutJson(wire);
        PutText("\n"u8);
    }

    protected override void PutHeartbeat()
    {
        if (_hasHeartbeat)
        {
            PutText("\n"u8);
        }
    }

    protected override void PutProblem(Problem problem)
    {
        PutText("{\"error\":"u8);
        PutProblemJson(problem);
        PutText("}\n"u8);
    }
}
