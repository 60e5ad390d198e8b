using FocusSuite.Progress.Features;
using FocusSuite.Progress.Tests.Support;
using FocusSuite.Protos.Progress.V1;

namespace FocusSuite.Progress.Tests.Features;

public class AddReflectionValidationTests
{
    [Fact]
    public void Validate_AnEmptyRequest_NamesEveryFieldAtOnce() =>
        RequestFaults.Of(() => AddReflection.Validate(new()))
            .Keys.ShouldBe(["enrollment_id", "day_number", "question", "answer"], ignoreOrder: true);

    [Theory]
    [InlineData(1, 1, null)]
    [InlineData(500, 5000, null)]
    [InlineData(501, 1, "question")]
    [InlineData(1, 5001, "answer")]
    public void Validate_Lengths_AreCountedInCodePoints(int question, int answer, string? field)
    {
        // A code point outside the basic plane is two chars.
        var request = Request(string.Concat(Enumerable.Repeat("🎯", question)), string.Concat(Enumerable.Repeat("🚀", answer)));
        if (field is null)
        {
            AddReflection.Validate(request).Question.Length.ShouldBe(question * 2);
        }
        else
        {
            RequestFaults.Of(() => AddReflection.Validate(request)).Keys.ShouldBe([field]);
        }
    }

    [Fact]
    public void Validate_TextsWithSpaceAround_AreTrimmed() =>
        AddReflection.Validate(Request("  Why? \n", "\tBecause. ")).ShouldBe(("Why?", "Because."));

    [Fact]
    public void Validate_TextsOfSpaceOnly_AreMissing() =>
        RequestFaults.Of(() => AddReflection.Validate(Request("  ", " \n"))).Keys.ShouldBe(["question", "answer"], ignoreOrder: true);

    private static AddReflectionRequest Request(string question, string answer) =>
        new() { EnrollmentId = 1, DayNumber = 1, Question = question, Answer = answer };
}
