using System.Globalization;
using System.Text.Json.Nodes;

namespace FocusSuite.Faults.Tests.Oracle;

/// <summary>What the stores hold of a run's users, at a time of the suite.</summary>
public sealed record Snapshot(
    DateTimeOffset TakenAt, IReadOnlyList<EnrollmentRow> Enrollments, IReadOnlyList<JsonNode> Sessions, IReadOnlyList<JsonNode> Days,
    IReadOnlyList<JsonNode> Totals)
{
    // Users of a run work on their first days only; a day that nobody touched must not be there either.
    private const int DaysLookedAt = 3;

    private readonly ILookup<long, JsonNode> _sessions = Sessions.ToLookup(EnrollmentOf);
    private readonly ILookup<(long Enrollment, int Day), JsonNode> _days = Days.ToLookup(
        day => (EnrollmentOf(day), (int)day["dayNumber"]!));
    private readonly ILookup<long, JsonNode> _totals = Totals.ToLookup(EnrollmentOf);

    /// <summary>What insights made of all that.</summary>
    public IReadOnlyList<FactRow> Facts { get; init; } = [];

    public static async Task<Snapshot> TakeAsync(
        Stores stores, IReadOnlyCollection<EnrollmentModel> enrollments, DateTimeOffset now, CancellationToken ct)
    {
        if (enrollments.Count == 0)
        {
            return new Snapshot(now, [], [], [], []);
        }

        long[] users = [.. enrollments.Select(enrollment => enrollment.UserId).Distinct()];
        var first = enrollments.Min(enrollment => enrollment.Id);
        string[] ids = [.. enrollments.Select(enrollment => enrollment.Id.ToString(CultureInfo.InvariantCulture))];
        string[] days =
        [
            .. ids.SelectMany(
                id => Enumerable.Range(1, DaysLookedAt).Select(day => string.Create(CultureInfo.InvariantCulture, $"{id}:{day}"))),
        ];
        return new Snapshot(
            now,
            await stores.EnrollmentsAsync(users, first, ct),
            await stores.SessionsAsync(users, first, ct),
            await stores.DaysAsync(days, ct),
            await stores.TotalsAsync(ids, ct))
        {
            Facts = await stores.FactsAsync(users, first, ct),
        };
    }

    public IEnumerable<JsonNode> SessionsOf(long enrollment) => _sessions[enrollment];

    public JsonNode? Day(long enrollment, int day) => _days[(enrollment, day)].FirstOrDefault();

    public JsonNode? TotalsOf(long enrollment) => _totals[enrollment].FirstOrDefault();

    private static long EnrollmentOf(JsonNode document) => (long)document["enrollmentId"]!;
}
