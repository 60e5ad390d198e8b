using System.Globalization;
using FocusSuite.Domain;

namespace FocusSuite.Insights.Domain.StreakCare;

/// <summary>
/// What a person has set for the streak: weekly rest days and vacations. A change holds from the person's today on and never for a date
/// that is over, so that nothing of the past is rewritten; what is over stays in here for the same reason.
/// </summary>
internal sealed record StreakSettings
{
    /// <summary>Rest days in a week, at most.</summary>
    public const int MaxRestDays = 3;

    /// <summary>Days of one vacation, at most.</summary>
    public const int MaxVacationDays = 60;

    /// <summary>Vacations that are not over, at most.</summary>
    public const int MaxVacationsAhead = 20;

    /// <summary>Vacations in all, at most: those that are over are kept, and a document stays small.</summary>
    public const int MaxVacations = 200;

    /// <summary>Changes of the rest days, at most, for the same reason.</summary>
    public const int MaxRestDayChanges = 200;

    /// <summary>Who has set nothing.</summary>
    public static readonly StreakSettings None = new();

    /// <summary>The rest days with the date from which on they hold, in order of it. Before the first one there are none.</summary>
    public IReadOnlyList<RestDays> RestDays { get; init; } = [];

    /// <summary>In order; no two have a date in common.</summary>
    public IReadOnlyList<Vacation> Vacations { get; init; } = [];

    /// <summary>The weekly rest days in force on a date.</summary>
    public IReadOnlyList<DayOfWeek> RestDaysOn(DateOnly date) => RestDays.LastOrDefault(change => change.From <= date)?.Days ?? [];

    /// <summary>Whether a date is a rest day.</summary>
    public bool IsRestDay(DateOnly date) => RestDaysOn(date).Contains(date.DayOfWeek);

    /// <summary>Whether a date is in a vacation. On such a date no reminder is sent either.</summary>
    public bool IsVacation(DateOnly date) => Vacations.Any(vacation => vacation.Contains(date));

    /// <summary>Other weekly rest days from today on. Of two changes on one date the later counts.</summary>
    /// <param name="days">All of them; none is allowed.</param>
    /// <param name="today">The person's date.</param>
    /// <returns>Refused: VALIDATION_FAILED for more than three or for what is no day, LIMIT_REACHED.</returns>
    public Decision<StreakSettings> ChangeRestDays(IReadOnlySet<DayOfWeek> days, DateOnly today)
    {
        if (days.Count > MaxRestDays || days.Any(day => !Enum.IsDefined(day)))
        {
            return Refuse("rest_days", $"Must be {MaxRestDays} different days of the week at most.");
        }

        // A later change is there where the person has moved east since: it gives way, too.
        var earlier = RestDays.Where(change => change.From < today).ToList();
        var before = earlier.Count > 0 ? earlier[^1].Days : [];
        List<RestDays> changed = days.SetEquals(before) ? earlier : [.. earlier, new RestDays(today, [.. days.Order()])];
        if (changed.Count == RestDays.Count
            && changed.Zip(RestDays).All(pair => pair.First.From == pair.Second.From && pair.First.Days.SequenceEqual(pair.Second.Days)))
        {
            return Decision.Unchanged(this);
        }

        return changed.Count > MaxRestDayChanges
            ? Decision.Refuse(this, Refusal.LimitReached($"Rest days can be changed {MaxRestDayChanges} times at most."))
            : Accept(this with { RestDays = changed });
    }

    /// <summary>A vacation that begins today or later.</summary>
    /// <param name="first">Its first date.</param>
    /// <param name="last">Its last date, included.</param>
    /// <param name="today">The person's date.</param>
    /// <returns>Refused: VALIDATION_FAILED for one before today, not of 1..60 days or over another; LIMIT_REACHED.</returns>
    public Decision<StreakSettings> AddVacation(DateOnly first, DateOnly last, DateOnly today)
    {
        if (first < today)
        {
            return Refuse("first_date", "A vacation begins today or later.");
        }

        if (last < first)
        {
            return Refuse("last_date", "Must not be before the first date.");
        }

        if (last.DayNumber - first.DayNumber >= MaxVacationDays)
        {
            return Refuse("last_date", $"A vacation has {MaxVacationDays} days at most.");
        }

        if (Vacations.FirstOrDefault(vacation => vacation.First <= last && first <= vacation.Last) is { } other)
        {
            return Refuse("first_date", $"Overlaps the vacation from {Text(other.First)} to {Text(other.Last)}.");
        }

        if (Vacations.Count(vacation => vacation.Last >= today) >= MaxVacationsAhead)
        {
            return Decision.Refuse(this, Refusal.LimitReached($"There can be {MaxVacationsAhead} vacations ahead at most."));
        }

        return Vacations.Count >= MaxVacations
            ? Decision.Refuse(this, Refusal.LimitReached($"There can be {MaxVacations} vacations in all at most."))
            : Accept(this with { Vacations = [.. Vacations.Append(new Vacation(first, last)).OrderBy(vacation => vacation.First)] });
    }

    /// <summary>
    /// Ends a vacation: today is no day of it any more, and one that has not begun before today is gone. Its dates that are over stay
    /// vacation.
    /// </summary>
    /// <param name="first">Its first date, by which it is known.</param>
    /// <param name="today">The person's date.</param>
    /// <returns>Refused: NOT_FOUND, or VALIDATION_FAILED where it is over.</returns>
    public Decision<StreakSettings> EndVacation(DateOnly first, DateOnly today)
    {
        if (Vacations.FirstOrDefault(vacation => vacation.First == first) is not { } ended)
        {
            return Decision.Refuse(this, Refusal.NotFound);
        }

        if (ended.Last < today)
        {
            return Refuse("first_date", "The vacation is over.");
        }

        var others = Vacations.Where(vacation => vacation != ended);
        return Accept(this with
        {
            Vacations = [.. ended.First < today
                ? others.Append(ended with { Last = today.AddDays(-1) }).OrderBy(vacation => vacation.First)
                : others],
        });
    }

    private static Decision<StreakSettings> Accept(StreakSettings changed) => Decision.Accept(changed) with { HasNewState = true };

    private static string Text(DateOnly date) => date.ToString("O", CultureInfo.InvariantCulture);

    private Decision<StreakSettings> Refuse(string field, string detail) => Decision.Refuse(this, Refusal.InvalidField(field, detail));
}

/// <summary>Weekly rest days from a date on.</summary>
/// <param name="From">The first date on which they hold.</param>
/// <param name="Days">In order, at most three; none where the person wants none any more.</param>
internal sealed record RestDays(DateOnly From, IReadOnlyList<DayOfWeek> Days);

/// <summary>A vacation.</summary>
/// <param name="First">Its first date; no other vacation has it.</param>
/// <param name="Last">Its last date, included.</param>
internal sealed record Vacation(DateOnly First, DateOnly Last)
{
    /// <summary>Whether a date is in it.</summary>
    public bool Contains(DateOnly date) => First <= date && date <= Last;
}
