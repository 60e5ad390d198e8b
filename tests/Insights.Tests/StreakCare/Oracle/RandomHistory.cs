using FocusSuite.Domain.Calendars;
using FocusSuite.Insights.Domain;
using FocusSuite.Insights.Domain.StreakCare;

namespace FocusSuite.Insights.Tests.StreakCare.Oracle;

/// <summary>A user's history as it happened: where the user lived, each session with its corrections, and all that was set.</summary>
internal sealed record RandomHistory
{
    private static readonly string[] FarZones =
        ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Pacific/Apia", "America/Havana", "Asia/Kathmandu", "Australia/Lord_Howe"];

    // A day apart, with the date line between them.
    private static readonly string[] LineZones = ["Pacific/Pago_Pago", "Pacific/Kiritimati"];

    private static readonly string[] Zones =
        [.. TimeZoneNames.All.Where(name => TimeZoneInfo.TryFindSystemTimeZoneById(name, out _)).Order(StringComparer.Ordinal)];

    public required IReadOnlyList<DaySettings> Places { get; init; }

    public required IReadOnlyList<Session> Sessions { get; init; }

    /// <summary>In the order of time.</summary>
    public required IReadOnlyList<Action> Actions { get; init; }

    public required IReadOnlyList<RepairWindow> Repairs { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>The history of a number, always the same.</summary>
    public static RandomHistory Of(int number)
    {
        var random = new Random(number);

        // Samoa's lost date lies in one part of the histories, changes of the clock in all.
        var from = (random.Next(4) == 0 ? new DateTimeOffset(2011, 11, 1, 0, 0, 0, TimeSpan.Zero) : new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
            .AddMinutes(random.Next(60 * 24 * 30));
        var days = random.Next(5, 180);
        return new RandomHistory
        {
            Places = RandomPlaces(random, from, days),
            Sessions = RandomSessions(random, from, days),
            Actions = RandomActions(random, from, days),
            Repairs = [.. Enumerable.Range(0, random.Next(3)).Select(_ => RandomWindow(random, from, days))],
            Now = from.AddDays(days).AddMinutes(random.Next(60 * 24)),
        };
    }

    /// <summary>The facts that the service has in the end: one of a session, as it was last told.</summary>
    public IReadOnlyList<Fact> Facts(UserCalendar calendar, Random order)
    {
        var facts = new Dictionary<string, Fact>();
        foreach (var session in Sessions)
        {
            var key = FactKeys.Session(session.Id);
            foreach (var seconds in session.Seconds)
            {
                facts.Remove(key);
                if (seconds > 0)
                {
                    facts.Add(key, new Fact
                    {
                        Key = key,
                        Kind = FactKind.SessionCredited,
                        At = session.EndedAt,
                        Date = calendar.DateOf(session.EndedAt),
                        EnrollmentId = 1,
                        Seconds = seconds,
                        IsManual = session.IsManual,
                    });
                }
            }
        }

        var all = facts.Values.ToArray();
        order.Shuffle(all);
        return all;
    }

    private static List<DaySettings> RandomPlaces(Random random, DateTimeOffset from, int days)
    {
        var places = new List<DaySettings>();
        var moves = random.Next(3) == 0 ? random.Next(1, 8) : 0;
        var zones = random.Next(3) switch { 0 => LineZones, 1 => FarZones, _ => Zones };
        for (var move = 0; move <= moves; move++)
        {
            places.Add(new DaySettings(
                from.AddMinutes(move == 0 ? -60 : random.Next(60 * 24 * days)),
                zones[random.Next(zones.Length)],
                random.Next(DaySettings.LatestDayStart + 1)));
        }

        return [.. places.OrderBy(place => place.EffectiveFrom)];
    }

    private static List<Session> RandomSessions(Random random, DateTimeOffset from, int days)
    {
        var sessions = new List<Session>();
        var zeal = random.NextDouble();
        for (var day = 0; day < days; day++)
        {
            if (random.Next(20) == 0)
            {
                zeal = random.NextDouble() < 0.7 ? 0.8 + (random.NextDouble() * 0.2) : random.NextDouble();
            }

            for (var left = random.NextDouble() < zeal ? random.Next(1, 4) : 0; left > 0; left--)
            {
                sessions.Add(new Session(
                    $"{sessions.Count:x24}",
                    from.AddDays(day).AddMinutes(random.Next(60 * 24)),
                    [.. Enumerable.Range(0, random.Next(8) == 0 ? random.Next(2, 4) : 1).Select(_ => RandomSeconds(random))],
                    random.Next(6) == 0));
            }
        }

        return sessions;
    }

    private static int RandomSeconds(Random random) => random.Next(12) switch
    {
        0 => 0,
        1 => random.Next(58, 62),
        2 => random.Next(598, 602),
        3 => random.Next(1, 600),
        _ => random.Next(600, 3600),
    };

    private static List<Action> RandomActions(Random random, DateTimeOffset from, int days)
    {
        var actions = new List<Action>();
        for (var left = random.Next(9); left > 0; left--)
        {
            var at = from.AddMinutes(random.Next(60 * 24 * days));
            actions.Add(random.Next(5) switch
            {
                0 or 1 => new RestDaysChanged(at, Enumerable.Range(0, random.Next(5)).Select(_ => (DayOfWeek)random.Next(7)).ToHashSet()),
                2 or 3 => new VacationAdded(at, random.Next(-1, 12), random.Next(-1, random.Next(4) == 0 ? 64 : 10)),
                _ => new VacationEnded(at, random.Next(6)),
            });
        }

        return [.. actions.OrderBy(action => action.At)];
    }

    private static RepairWindow RandomWindow(Random random, DateTimeOffset from, int days)
    {
        var first = DateOnly.FromDateTime(from.UtcDateTime).AddDays(random.Next(days));
        return new RepairWindow(first, first.AddDays(random.Next(4)));
    }

    /// <summary>A session.</summary>
    /// <param name="Id">24 hexadecimal characters.</param>
    /// <param name="EndedAt">The moment that counts.</param>
    /// <param name="Seconds">What it counted at first and after each correction; 0 where it was taken back.</param>
    /// <param name="IsManual">Whether it was entered afterwards.</param>
    internal sealed record Session(string Id, DateTimeOffset EndedAt, IReadOnlyList<int> Seconds, bool IsManual);

    internal abstract record Action(DateTimeOffset At);

    internal sealed record RestDaysChanged(DateTimeOffset At, IReadOnlySet<DayOfWeek> Days) : Action(At);

    /// <summary>It begins so many dates after that of the moment, and so many more follow its first.</summary>
    internal sealed record VacationAdded(DateTimeOffset At, int DaysAhead, int MoreDays) : Action(At);

    /// <summary>The vacation with this place in the order of first dates, if there are so many.</summary>
    internal sealed record VacationEnded(DateTimeOffset At, int Place) : Action(At);
}
