using FocusSuite.Catalog.Storage;

namespace FocusSuite.Catalog.Seeding;

/// <summary>Makes a stored program the same as its content. Only what differs is touched, so that a repeat touches nothing.</summary>
internal static class SeedPlan
{
    /// <summary>A row for a program that is not there yet.</summary>
    /// <param name="content">What it is to be.</param>
    /// <param name="order">Its place in the catalog, from 1.</param>
    /// <param name="taken">The numbers of the programs that are there.</param>
    public static ProgramRow New(ProgramContent content, int order, IReadOnlyCollection<long> taken) => new()
    {
        Id = taken.Contains(order) ? taken.Max() + 1 : order,
        Key = content.Key,
    };

    /// <summary>Changes the row and its days where they differ from the content.</summary>
    public static void Apply(ProgramContent content, int order, ProgramRow row)
    {
        row.SortOrder = order;
        row.Name = content.Name;
        row.ProgramType = content.ProgramType;
        row.Description = content.Description;
        row.DurationDays = content.DurationDays;
        row.Objectives = Same(row.Objectives, content.Objectives);
        row.IsProOnly = content.IsProOnly;
        row.Icon = content.Icon;
        row.Color = content.Color;
        row.CoverImageUrl = content.CoverImageUrl;

        row.Days.RemoveAll(day => day.DayNumber > content.DurationDays);
        foreach (var day in content.Days)
        {
            Apply(day, row);
        }
    }

    private static void Apply(DayContent content, ProgramRow program)
    {
        var row = program.Days.Find(day => day.DayNumber == content.DayNumber);
        if (row is null)
        {
            row = new ProgramDayRow { DayNumber = content.DayNumber };
            program.Days.Add(row);
        }

        row.Title = content.Title;
        row.Description = content.Description;
        row.FocusDuration = content.FocusDuration;
        row.Tasks = Same(row.Tasks, content.Tasks);
        row.Tips = Same(row.Tips, content.Tips);
        row.ReflectionPrompts = Same(row.ReflectionPrompts, content.ReflectionPrompts);
    }

    private static List<string> Same(List<string> stored, IReadOnlyList<string> wanted) => stored.SequenceEqual(wanted) ? stored : [.. wanted];
}
