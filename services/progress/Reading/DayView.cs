using FocusSuite.CatalogClient;
using FocusSuite.Progress.Days;
using Google.Protobuf.WellKnownTypes;
using Proto = FocusSuite.Protos.Progress.V1;

namespace FocusSuite.Progress.Reading;

/// <summary>A day as its person sees it: the template's words, and the day's own tasks and target once it was touched.</summary>
internal static class DayView
{
    public static Proto.GetDayResponse Show(ProgramDay day, DayTemplate template) => new()
    {
        DayNumber = day.DayNumber,
        Title = template.Title,
        Description = template.Description,
        FocusDuration = day.TargetMinutes,
        Tips = { template.Tips },
        ReflectionPrompts = { template.ReflectionPrompts },
        UserProgress = Show(day),
    };

    private static Proto.UserDayProgress Show(ProgramDay day)
    {
        var view = new Proto.UserDayProgress
        {
            IsCompleted = day.IsCompleted,
            StartedAt = day.StartedAt?.ToTimestamp(),
            CompletedAt = day.CompletedAt?.ToTimestamp(),
            Tasks = { day.Tasks.Select(Show) },
            TasksCompleted = day.TasksCompleted,
            TasksTotal = day.Tasks.Count,
            FocusMinutes = (int)Percentages.WholeMinutes(day.CreditedSeconds),
            TargetFocusMinutes = day.TargetMinutes,
            Reflections = { day.Reflections.Select(Show) },
            Notes = day.Notes,
        };
        if (day.DifficultyRating is { } difficulty)
        {
            view.DifficultyRating = difficulty;
        }

        if (day.SatisfactionRating is { } satisfaction)
        {
            view.SatisfactionRating = satisfaction;
        }

        return view;
    }

    private static Proto.DayTask Show(DayTask task) => new()
    {
        Text = task.Text,
        IsCompleted = task.IsCompleted,
        CompletedAt = task.CompletedAt?.ToTimestamp(),
        Order = task.Order,
    };

    private static Proto.DayReflection Show(Reflection reflection) => new()
    {
        Question = reflection.Question,
        Answer = reflection.Answer,
        CreatedAt = reflection.At.ToTimestamp(),
    };
}
