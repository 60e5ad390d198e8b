using System.Globalization;

namespace FocusSuite.Insights.Features;

/// <summary>Calendar dates as clients see them.</summary>
internal static class WireDates
{
    /// <summary>A date as ISO 8601 writes it, e.g. 2026-03-10.</summary>
    /// <param name="date">The date.</param>
    public static string ToWire(this DateOnly date) => date.ToString("O", CultureInfo.InvariantCulture);
}
