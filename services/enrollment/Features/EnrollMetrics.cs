using System.Diagnostics.Metrics;
using FocusSuite.CatalogClient;

namespace FocusSuite.Enrollment.Features;

/// <summary>What enrolling tells whoever watches the service.</summary>
internal static class EnrollMetrics
{
    public const string MeterName = "FocusSuite.Enrollment";

    /// <summary>The label with the program's kind: <c>pro</c> for those that need Pro, else <c>free</c>.</summary>
    public const string KindLabel = "focus.program.kind";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Enrollments = Meter.CreateCounter<long>(
        "focus.enrollments", "{enrollment}", "Enrollments that were made.");

    /// <summary>Counts an enrollment when it is saved; a crash right after the save may lose one.</summary>
    public static void Count(ProgramInfo program) =>
        Enrollments.Add(1, new KeyValuePair<string, object?>(KindLabel, program.IsProOnly ? "pro" : "free"));
}
