using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Days;

namespace FocusSuite.Progress.Rating;

/// <summary>What a person says of a day. What is null was not said and keeps its value.</summary>
internal sealed record DayRating(int? Difficulty, int? Satisfaction, string? Notes)
{
    /// <summary>All that was said of a day up to now.</summary>
    public static DayRating Of(ProgramDay day) => new(day.DifficultyRating, day.SatisfactionRating, day.Notes);

    public DayOutcome Apply(ProgramDay day, Operation operation)
    {
        var rated = day with
        {
            DifficultyRating = Difficulty ?? day.DifficultyRating,
            SatisfactionRating = Satisfaction ?? day.SatisfactionRating,
            Notes = Notes ?? day.Notes,
        };
        var rating = Of(rated);
        if (rating == Of(day))
        {
            return DayOutcome.Unchanged(day, 0) with { Rating = rating };
        }

        return new DayOutcome(rated.Touched(operation.Now), 0, day.IsCompleted,
        [
            new DayRated
            {
                OccurredAt = operation.Now,
                UserId = day.UserId,
                CorrelationId = operation.CorrelationId,
                CausationId = operation.CausationId,
                EnrollmentId = day.EnrollmentId,
                DayNumber = day.DayNumber,
            },
        ])
        {
            Rating = rating,
        };
    }
}
