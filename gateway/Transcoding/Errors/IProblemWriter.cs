using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace GrpcTranscoding.Errors;

/// <summary>
/// Says how errors look to JSON clients. Replace it in the services to give them another shape; <see cref="Problem.Details"/> has all that
/// the service attached.
/// </summary>
public interface IProblemWriter
{
    /// <summary>The content type of an error.</summary>
    string ContentType { get; }

    /// <summary>Writes an error as one JSON object.</summary>
    /// <param name="context">The request.</param>
    /// <param name="problem">The error.</param>
    /// <param name="output">Where the UTF-8 text goes.</param>
    void Write(HttpContext context, Problem problem, IBufferWriter<byte> output);
}
