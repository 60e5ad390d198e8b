using FocusSuite.Progress.Features;
using FocusSuite.Progress.Tests.Support;
using FocusSuite.Protos.Progress.V1;

namespace FocusSuite.Progress.Tests.Features;

public class UpdateReflectionValidationTests
{
    [Fact]
    public void Validate_WithoutAText_NamesBoth() =>
        RequestFaults.Of(() => UpdateReflection.Validate(new() { EnrollmentId = 1, DayNumber = 1, ReflectionNumber = 1 }))
            .Keys.ShouldBe(["question", "answer"], ignoreOrder: true);

    [Theory]
    [InlineData(1, null, null)]
    [InlineData(null, 1, null)]
    [InlineData(500, 5000, null)]
    [InlineData(501, 1, "question")]
    [InlineData(1, 5001, "answer")]
    [InlineData(0, 1, "question")]
    [InlineData(1, 0, "answer")]
    public void Validate_Lengths_AreThoseOfANewReflection(int? question, int? answer, string? field)
    {
        var request = new UpdateReflectionRequest();
        if (question is { } questions)
        {
            request.Question = new string('q', questions);
        }

        if (answer is { } answers)
        {
            request.Answer = new string('a', answers);
        }

        if (field is null)
        {
            var (questionKept, answerKept) = UpdateReflection.Validate(request);
            (questionKept?.Length, answerKept?.Length).ShouldBe((question, answer));
        }
        else
        {
            RequestFaults.Of(() => UpdateReflection.Validate(request)).Keys.ShouldBe([field]);
        }
    }

    [Fact]
    public void Validate_TextsWithSpaceAround_AreTrimmed() =>
        UpdateReflection.Validate(new() { Question = "  Why? \n", Answer = "\tBecause. " }).ShouldBe(("Why?", "Because."));
}
