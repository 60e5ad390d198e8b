using FocusSuite.Progress.Domain;
using FocusSuite.Protocol.Access;
using FocusSuite.ServiceDefaults.Calendars;

namespace FocusSuite.Progress.Features;

/// <summary>Shows streaks as they are for the caller now.</summary>
internal sealed class StreakReader(CalendarClient calendars, TimeProvider clock)
{
    // Dates on earth run from UTC-12 to UTC+14; days that begin at six in the morning are half a day behind once more.
    private static readonly TimeSpan EarliestDate = TimeSpan.FromHours(14);
    private static readonly TimeSpan LatestDate = TimeSpan.FromHours(-12 - 6);

    /// <summary>The current streak of each of several enrollments of the caller.</summary>
    public async Task<IReadOnlyList<int>> CurrentAsync(
        IReadOnlyList<EnrollmentProgress> enrollments, Caller caller, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var dayBefore = DateOnly.MinValue;
        if (enrollments.Any(progress => DependsOnCalendar(progress, now)))
        {
            dayBefore = (await calendars.OfAsync(caller, cancellationToken)).DateBefore(now);
        }

        return [.. enrollments.Select(progress =>
            IsOver(progress, now)
                ? 0
                : Streak.Current(progress.Dates, progress.SkippedDates, IsAlive(progress, now) ? DateOnly.MinValue : dayBefore))];
    }

    /// <summary>The current streak of one enrollment of the caller.</summary>
    public async Task<int> CurrentAsync(EnrollmentProgress enrollment, Caller caller, CancellationToken cancellationToken) =>
        (await CurrentAsync([enrollment], caller, cancellationToken))[0];

    // Mostly no calendar has to be asked for: of most streaks it is the same everywhere on earth whether they are alive.
    private static bool DependsOnCalendar(EnrollmentProgress progress, DateTimeOffset now) =>
        !IsOver(progress, now) && !IsAlive(progress, now);

    private static bool IsAlive(EnrollmentProgress progress, DateTimeOffset now) =>
        progress.Dates.Count > 0 && progress.Dates[^1].Last >= DateOnly.FromDateTime((now + EarliestDate).UtcDateTime).AddDays(-1);

    // One day more than yesterday, for a date that the person may have skipped.
    private static bool IsOver(EnrollmentProgress progress, DateTimeOffset now) =>
        progress.Dates.Count == 0 || progress.Dates[^1].Last < DateOnly.FromDateTime((now + LatestDate).UtcDateTime).AddDays(-3);
}
