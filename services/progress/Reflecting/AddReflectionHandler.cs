using FocusSuite.Progress.Days;
using FocusSuite.Protos.Progress.V1;
using FocusSuite.ServiceDefaults.Errors;
using Grpc.Core;

namespace FocusSuite.Progress.Reflecting;

/// <summary><c>POST reflections/add</c>.</summary>
internal sealed class AddReflectionHandler(DayEditor editor)
{
    private const int LongestQuestion = 500;
    private const int LongestAnswer = 5_000;

    public async Task<AddReflectionResponse> HandleAsync(AddReflectionRequest request, ServerCallContext context)
    {
        var (question, answer) = Validate(request);
        var outcome = await editor.ReviewAsync(
            request.EnrollmentId, request.DayNumber, context, (day, operation) => ReflectionAdding.Add(day, question, answer, operation));
        return new AddReflectionResponse { Success = true, ReflectionsCount = outcome.Count, DayCompleted = outcome.DayCompleted };
    }

    /// <summary>The texts as they are kept.</summary>
    internal static (string Question, string Answer) Validate(AddReflectionRequest request)
    {
        var validation = new Validation().Id(request.EnrollmentId, "enrollment_id").Id(request.DayNumber, "day_number");
        var question = validation.Text(request.Question, 1, LongestQuestion, "question");
        var answer = validation.Text(request.Answer, 1, LongestAnswer, "answer");
        validation.ThrowIfAny();
        return (question, answer);
    }
}
