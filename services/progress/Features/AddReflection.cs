using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Progress.V1;
using Grpc.Core;

namespace FocusSuite.Progress.Features;

/// <summary><c>POST reflections/add</c>.</summary>
internal sealed class AddReflection(DayCommands commands)
{
    public const int MaxQuestion = 500;
    public const int MaxAnswer = 5_000;

    public async Task<AddReflectionResponse> HandleAsync(AddReflectionRequest request, ServerCallContext context)
    {
        var (question, text) = Validate(request);
        var answer = await commands.RunAsync(
            request.EnrollmentId,
            request.DayNumber,
            context,
            (day, standing, operation) => day.AddReflection(question, text, standing, operation));
        return new AddReflectionResponse
        {
            Success = true,
            ReflectionsCount = answer.Receipt?.Count ?? answer.Day.Reflections.Count,
            DayCompleted = answer.DayCompleted,
        };
    }

    /// <summary>The texts as they are kept.</summary>
    internal static (string Question, string Answer) Validate(AddReflectionRequest request)
    {
        var validation = new Validation().Id(request.EnrollmentId, "enrollment_id").Id(request.DayNumber, "day_number");
        var question = validation.Text(request.Question, 1, MaxQuestion, "question");
        var answer = validation.Text(request.Answer, 1, MaxAnswer, "answer");
        validation.ThrowIfAny();
        return (question, answer);
    }
}
