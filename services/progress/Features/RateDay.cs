using FocusSuite.Progress.Domain;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Progress.V1;
using Grpc.Core;

namespace FocusSuite.Progress.Features;

/// <summary><c>POST days/rate</c>.</summary>
internal sealed class RateDay(DayCommands commands)
{
    private const int MaxNotes = 1_000;

    public async Task<RateDayResponse> HandleAsync(RateDayRequest request, ServerCallContext context)
    {
        var rating = Validate(request);
        var answer = await commands.RunAsync(
            request.EnrollmentId, request.DayNumber, context, (day, standing, operation) => day.Rate(rating, standing, operation));

        // A receipt of a version of before has no rating: the day's own is the best that can be said.
        var rated = answer.Receipt?.Rating ?? answer.Day.Rating;
        var response = new RateDayResponse { Success = true, Notes = rated.Notes };
        if (rated.Difficulty is { } difficulty)
        {
            response.DifficultyRating = difficulty;
        }

        if (rated.Satisfaction is { } satisfaction)
        {
            response.SatisfactionRating = satisfaction;
        }

        return response;
    }

    internal static DayRating Validate(RateDayRequest request)
    {
        int? difficulty = request.HasDifficultyRating ? request.DifficultyRating : null;
        int? satisfaction = request.HasSatisfactionRating ? request.SatisfactionRating : null;
        var validation = new Validation()
            .Id(request.EnrollmentId, "enrollment_id")
            .Id(request.DayNumber, "day_number")
            .Range(difficulty, 1, 5, "difficulty_rating", required: false)
            .Range(satisfaction, 1, 5, "satisfaction_rating", required: false);
        var notes = request.HasNotes ? validation.Text(request.Notes, 0, MaxNotes, "notes") : null;
        validation.ThrowIfAny();
        return new DayRating(difficulty, satisfaction, notes);
    }
}
