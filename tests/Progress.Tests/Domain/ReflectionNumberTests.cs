using FocusSuite.Progress.Domain;
using FocusSuite.Progress.Tests.Support;

namespace FocusSuite.Progress.Tests.Domain;

/// <summary>A reflection keeps its number for good, and no other one of its day gets it.</summary>
public class ReflectionNumberTests
{
    [Fact]
    public void Numbers_OfReflections_CountFromOne() =>
        Numbers(Some.Day().WithReflection().WithReflection().WithReflection()).ShouldBe([1, 2, 3]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Number_OfADeletedReflection_IsNeverGivenAgain(int deleted)
    {
        var day = Some.Day().WithReflection().WithReflection();

        day = day.DeleteReflection(deleted, Some.Operation()).State!.WithReflection();

        Numbers(day).ShouldBe([3 - deleted, 3]);
    }

    [Fact]
    public void Number_AfterAllAreDeleted_GoesOn()
    {
        var day = Some.Day().WithReflection().DeleteReflection(1, Some.Operation()).State!.WithReflection();

        Numbers(day).ShouldBe([2]);
        day.LastReflectionNumber.ShouldBe(2);
    }

    [Fact]
    public void Numbers_OfADayOfBefore_AreThePlaces() => Numbers(OfBefore(3)).ShouldBe([1, 2, 3]);

    [Fact]
    public void Add_ToADayOfBefore_GivesTheNextNumber()
    {
        var day = OfBefore(2).WithReflection();

        Numbers(day).ShouldBe([1, 2, 3]);
        day.LastReflectionNumber.ShouldBe(3);
    }

    [Fact]
    public void Delete_TheLastOfADayOfBefore_GivesItsNumberToNoOther()
    {
        var day = OfBefore(2).DeleteReflection(2, Some.Operation()).State!;

        day.LastReflectionNumber.ShouldBe(2);
        Numbers(day.WithReflection()).ShouldBe([1, 3]);
    }

    [Fact]
    public void Update_OfADayOfBefore_FindsTheReflectionByItsPlace()
    {
        var day = OfBefore(3).UpdateReflection(2, null, "Better.", Some.Operation()).State!;

        day.Reflections.Select(reflection => reflection.Answer).ShouldBe(["Answer 0.", "Better.", "Answer 2."]);
        Numbers(day).ShouldBe([1, 2, 3]);
    }

    /// <summary>A replica of the version before drops what it does not know.</summary>
    private static ProgramDay OfBefore(int count) => Some.Day() with
    {
        Reflections = [.. Enumerable.Range(0, count).Select(number => new Reflection("Why?", $"Answer {number}.", Some.Noon))],
    };

    private static IEnumerable<int> Numbers(ProgramDay day) => day.Reflections.Select(reflection => reflection.Number);
}
