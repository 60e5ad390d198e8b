using Microsoft.AspNetCore.Http;

namespace GrpcTranscoding.Errors;

/// <summary>Writes errors to the client. Replace it to give them another shape; status and headers are set already when the body is written.</summary>
public interface IProblemWriter
{
    /// <summary>Writes the body of an error.</summary>
    /// <param name="context">The request; its response has not begun.</param>
    /// <param name="problem">The error.</param>
    /// <returns>A task that ends when the body is written.</returns>
    Task WriteBodyAsync(HttpContext context, Problem problem);
}
