using System.Buffers;
using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace GrpcTranscoding.Errors;

/// <summary>
/// Writes errors as <c>application/problem+json</c> (RFC 9457) with the members <c>code</c>, <c>errors</c> and <c>trace_id</c>.
/// </summary>
public class ProblemJsonWriter : IProblemWriter
{
    // The text goes to JSON clients, never into a page: quotes and accents stay readable.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public virtual string ContentType => "application/problem+json";

    /// <inheritdoc/>
    public void Write(HttpContext context, Problem problem, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(problem);
        using var json = new Utf8JsonWriter(output, Readable);
        json.WriteStartObject();
        WriteMembers(json, context, problem);
        json.WriteEndObject();
    }

    /// <summary>Writes the members of the problem object.</summary>
    /// <param name="json">The writer, inside the object.</param>
    /// <param name="context">The request.</param>
    /// <param name="problem">The error.</param>
    protected virtual void WriteMembers(Utf8JsonWriter json, HttpContext context, Problem problem)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(problem);
        json.WriteString("type"u8, "about:blank"u8);
        json.WriteString("title"u8, ReasonPhrases.GetReasonPhrase(problem.Status));
        json.WriteNumber("status"u8, problem.Status);
        json.WriteString("detail"u8, problem.Detail);
        json.WriteString("code"u8, problem.Code);
        if (problem.Errors.Count > 0)
        {
            WriteErrors(json, problem);
        }

        json.WriteString("trace_id"u8, TraceIdOf(context));
    }

    /// <summary>Writes the member <c>errors</c>: each invalid field with the list of what is wrong with it.</summary>
    /// <param name="json">The writer, inside the object.</param>
    /// <param name="problem">The error.</param>
    protected static void WriteErrors(Utf8JsonWriter json, Problem problem)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(problem);
        json.WriteStartObject("errors"u8);
        foreach (var field in problem.Errors.GroupBy(e => e.Key, e => e.Value, StringComparer.Ordinal))
        {
            json.WriteStartArray(field.Key);
            foreach (var message in field)
            {
                json.WriteStringValue(message);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>The id that finds the request in traces and logs.</summary>
    /// <param name="context">The request.</param>
    /// <returns>The trace's id, or the server's own id of the request where it is not traced.</returns>
    protected static string TraceIdOf(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
    }
}
