using System.Text.Json;
using FocusSuite.Gateway.Rules;
using GrpcTranscoding.Errors;
using Microsoft.AspNetCore.WebUtilities;

namespace FocusSuite.Gateway.Errors;

/// <summary>
/// The suite's errors: problem+json with <c>error</c>, which repeats the detail, and what the first mobile clients read where they read it.
/// </summary>
internal sealed class FocusProblemWriter : ProblemJsonWriter
{
    protected override void WriteMembers(Utf8JsonWriter json, HttpContext context, Problem problem)
    {
        var hasEnvelope = SuiteRules.HasEnvelopeErrors(problem.Method);
        json.WriteString("type"u8, "about:blank"u8);
        json.WriteString("title"u8, ReasonPhrases.GetReasonPhrase(problem.Status));
        json.WriteNumber("status"u8, problem.Status);
        json.WriteString("detail"u8, problem.Detail);
        json.WriteString("error"u8, problem.Detail);
        json.WriteString("code"u8, problem.Code);
        if (hasEnvelope)
        {
            json.WriteString("message"u8, problem.Detail);
        }

        if (hasEnvelope || problem.Errors.Count > 0)
        {
            WriteErrors(json, problem);
        }

        json.WriteString("trace_id"u8, TraceIdOf(context));
    }
}
