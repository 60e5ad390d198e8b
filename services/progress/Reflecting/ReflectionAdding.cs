using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Days;
using FocusSuite.ServiceDefaults.Errors;

namespace FocusSuite.Progress.Reflecting;

/// <summary>Adds a reflection to a day.</summary>
internal static class ReflectionAdding
{
    public static DayOutcome Add(ProgramDay day, string question, string answer, Operation operation)
    {
        if (day.Reflections.Count >= Reflection.MostInDay)
        {
            throw new ApiException(ErrorCodes.LimitReached, $"A day holds at most {Reflection.MostInDay} reflections.");
        }

        var added = day.Touched(operation.Now) with { Reflections = [.. day.Reflections, new Reflection(question, answer, operation.Now)] };
        return DayCompletion.Evaluate(added, operation, operation.Now, added.Reflections.Count, new ReflectionAdded
        {
            OccurredAt = operation.Now,
            UserId = day.UserId,
            CorrelationId = operation.CorrelationId,
            CausationId = operation.CausationId,
            EnrollmentId = day.EnrollmentId,
            DayNumber = day.DayNumber,
            ReflectionsCount = added.Reflections.Count,
        });
    }
}
