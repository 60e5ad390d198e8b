using System.Text.RegularExpressions;

namespace FocusSuite.EndToEnd.Tests.Recorded;

/// <summary>What no two runs have in common: ids, times and what follows from them. It is masked, and nothing else.</summary>
internal sealed partial class Masks
{
    // Of nobody, until an answer tells.
    private string _enrollment = "9007199254740991";
    private string _session = "";

    /// <summary>Puts what earlier answers told into a request.</summary>
    public string Fill(string text) =>
        text.Replace("{enrollment}", _enrollment, StringComparison.Ordinal).Replace("{session}", _session, StringComparison.Ordinal);

    /// <summary>Takes ids from an answer.</summary>
    public void Learn(string answer)
    {
        _enrollment = EnrollmentId().Match(answer) is { Success: true } enrollment ? enrollment.Groups[1].Value : _enrollment;
        _session = SessionId().Match(answer) is { Success: true } session ? session.Groups[1].Value : _session;
    }

    /// <summary>An answer without them.</summary>
    public string Mask(string answer)
    {
        var text = Time().Replace(answer, "\"<time>\"");
        text = Date().Replace(text, "\"<date>\"");
        text = TraceId().Replace(text, "\"trace_id\":\"<trace>\"");
        text = Seconds().Replace(text, "$1<number>");
        text = _session.Length == 0 ? text : text.Replace(_session, "<session>", StringComparison.Ordinal);
        return Regex.Replace(text, $@"(""enrollment_id"":|/){_enrollment}\b", "$1<enrollment>");
    }

    [GeneratedRegex("\"enrollment_id\":([0-9]+)")]
    private static partial Regex EnrollmentId();

    [GeneratedRegex("\"session_id\":\"([0-9a-f]{24})\"")]
    private static partial Regex SessionId();

    [GeneratedRegex("\"20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z\"")]
    private static partial Regex Time();

    [GeneratedRegex("\"20[0-9]{2}-[0-9]{2}-[0-9]{2}\"")]
    private static partial Regex Date();

    [GeneratedRegex("\"trace_id\":\"[0-9a-f]+\"")]
    private static partial Regex TraceId();

    // Suite time goes on between two requests, faster or slower.
    [GeneratedRegex("(\"(?:elapsed_seconds|remaining_seconds|actual_duration_seconds|actual_duration_minutes|credited_minutes|total_focus_minutes|focus_minutes)\":)[0-9.]+")]
    private static partial Regex Seconds();
}
