using System.Globalization;

namespace FocusSuite.Insights.Domain.Achievements;

/// <summary>The stretch of time, or of a program, in which a condition is met.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Dates">Of dates in a row: how many; else 0.</param>
internal readonly record struct AchievementWindow(WindowKind Kind, int Dates = 0)
{
    /// <summary>So many dates in a row, at least.</summary>
    public const int MinDates = 2;

    /// <summary>So many dates in a row, at most: a year's.</summary>
    public const int MaxDates = 366;

    /// <summary>All time.</summary>
    public static readonly AchievementWindow Ever = new(WindowKind.Ever);

    /// <summary>Any one date.</summary>
    public static readonly AchievementWindow Day = new(WindowKind.Day);

    /// <summary>Any one week, Monday to Sunday.</summary>
    public static readonly AchievementWindow Week = new(WindowKind.Week);

    /// <summary>Any one enrollment.</summary>
    public static readonly AchievementWindow Program = new(WindowKind.Program);

    /// <summary>Whether there are many of it, which can be told apart: days, weeks and programs.</summary>
    public bool IsRepeated => Kind is WindowKind.Day or WindowKind.Week or WindowKind.Program;

    /// <summary>Any dates in a row.</summary>
    /// <param name="dates">How many.</param>
    public static AchievementWindow Last(int dates) => new(WindowKind.Last, dates);

    /// <summary>Which one of its kind a fact lies in: a number, or null where it lies in none.</summary>
    /// <param name="fact">The fact.</param>
    public long? InstanceOf(Fact fact) => Kind switch
    {
        WindowKind.Program => fact.EnrollmentId == 0 ? null : fact.EnrollmentId,
        _ => InstanceOf(fact.Date),
    };

    /// <summary>Which one of its kind a date lies in.</summary>
    /// <param name="date">The date.</param>
    public long InstanceOf(DateOnly date) => Kind switch
    {
        WindowKind.Day => date.DayNumber,

        // Day 0 of the calendar was a Monday.
        WindowKind.Week => date.DayNumber - (date.DayNumber % 7),
        _ => 0,
    };

    /// <summary>What one of its kind is called for good: "2026-03-10", "2026-W11" or "enrollment/12"; "" where there is only one.</summary>
    /// <param name="instance">The number of it.</param>
    public string KeyOf(long instance)
    {
        switch (Kind)
        {
            case WindowKind.Day:
                return DateOnly.FromDayNumber((int)instance).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            case WindowKind.Week:
                var monday = DateOnly.FromDayNumber((int)instance).ToDateTime(TimeOnly.MinValue);
                return string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(monday):0000}-W{ISOWeek.GetWeekOfYear(monday):00}");
            case WindowKind.Program:
                return string.Create(CultureInfo.InvariantCulture, $"enrollment/{instance}");
            default:
                return "";
        }
    }
}

/// <summary>The kinds of windows.</summary>
internal enum WindowKind
{
    /// <summary>All time.</summary>
    Ever,

    /// <summary>One date.</summary>
    Day,

    /// <summary>One week, Monday to Sunday.</summary>
    Week,

    /// <summary>One enrollment.</summary>
    Program,

    /// <summary>Some dates in a row, wherever they lie.</summary>
    Last,
}
