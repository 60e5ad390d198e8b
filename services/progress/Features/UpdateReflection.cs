using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Progress.V1;
using Grpc.Core;

namespace FocusSuite.Progress.Features;

/// <summary><c>PATCH programs/{id}/days/{n}/reflections/{r}</c>.</summary>
internal sealed class UpdateReflection(DayCommands commands)
{
    public async Task<UpdateReflectionResponse> HandleAsync(UpdateReflectionRequest request, ServerCallContext context)
    {
        var (question, text) = Validate(request);
        var answer = await commands.RunAsync(
            request.EnrollmentId,
            request.DayNumber,
            context,
            (day, _, operation) => day.UpdateReflection(request.ReflectionNumber, question, text, operation));

        // A repeat may come after the reflection was deleted. Then there is nothing to show.
        var updated = answer.Receipt?.Reflection ?? answer.Day.ReflectionOf(request.ReflectionNumber)
            ?? throw new ApiException(ErrorCodes.NotFound);
        return new UpdateReflectionResponse { Reflection = GetDay.Show(updated) };
    }

    /// <summary>The texts as they are kept; null where one is not given. What the path names is found or not.</summary>
    internal static (string? Question, string? Answer) Validate(UpdateReflectionRequest request)
    {
        var validation = new Validation();
        var question = request.HasQuestion ? validation.Text(request.Question, 1, AddReflection.MaxQuestion, "question") : null;
        var answer = request.HasAnswer ? validation.Text(request.Answer, 1, AddReflection.MaxAnswer, "answer") : null;
        if (question is null && answer is null)
        {
            const string OneOf = "Give a question, an answer or both.";
            validation.Add("question", OneOf).Add("answer", OneOf);
        }

        validation.ThrowIfAny();
        return (question, answer);
    }
}
