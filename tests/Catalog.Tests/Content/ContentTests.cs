using FocusSuite.Catalog.Domain;
using FocusSuite.Catalog.Seeding;
using Shouldly;
using Xunit;

namespace FocusSuite.Catalog.Tests.Content;

/// <summary>The contract's table of the two programs, walked over every day.</summary>
public class ContentTests
{
    private static readonly ProgramContent Challenge = ContentFiles.Read()[0];
    private static readonly ProgramContent Mastery = ContentFiles.Read()[1];

    public static TheoryData<string, int> AllDays { get; } =
        [.. ContentFiles.Read()
            .SelectMany(program => program.Days.Select(day => new TheoryDataRow<string, int>(program.Key, day.DayNumber)))];

    [Fact]
    public void Content_TheTwoPrograms_AreAsTheContractHasThem()
    {
        ContentFiles.Read().Count.ShouldBe(2);
        (
            Challenge.Name,
            Challenge.ProgramType,
            Challenge.DurationDays,
            Challenge.IsProOnly,
            Challenge.Icon,
            Challenge.Color,
            Challenge.Objectives.Count)
            .ShouldBe(("14-Day Focus Challenge", "14_day", 14, false, "🎯", "#3B82F6", 4));
        (Mastery.Name, Mastery.ProgramType, Mastery.DurationDays, Mastery.IsProOnly, Mastery.Icon, Mastery.Color, Mastery.Objectives.Count)
            .ShouldBe(("30-Day Focus Mastery", "30_day", 30, true, "🚀", "#10B981", 5));
        Challenge.CoverImageUrl.ShouldBeNull();
        Mastery.CoverImageUrl.ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(AllDays))]
    public void Day_AnyOfThe44_HasTheContractsShape(string key, int number)
    {
        var program = Program(key);
        var day = program.Days[number - 1];

        day.DayNumber.ShouldBe(number);
        day.FocusDuration.ShouldBe(FocusMinutes(program, number));
        day.Title.ShouldStartWith($"Day {number}: ");
        day.Description.Length.ShouldBeGreaterThan(80);
        day.Tasks.Count.ShouldBe(program == Challenge ? 3 : 4);
        day.Tasks.ShouldContain(task => task.Contains($"{day.FocusDuration} min", StringComparison.Ordinal));
        day.Tips.Count.ShouldBe(4);
        day.ReflectionPrompts.Count.ShouldBe(4);
        day.Tips.ShouldBeUnique();
        day.ReflectionPrompts.ShouldBeUnique();
        new[] { day.Title, day.Description }.Concat(day.Tasks).Concat(day.Tips).Concat(day.ReflectionPrompts)
            .ShouldAllBe(text => text == text.Trim());
    }

    [Fact]
    public void Days_AllOfAProgram_HaveTitlesAndDescriptionsOfTheirOwn()
    {
        foreach (var program in new[] { Challenge, Mastery })
        {
            program.Days.Select(day => day.Title[(day.Title.IndexOf(':', StringComparison.Ordinal) + 1)..]).ShouldBeUnique();
            program.Days.Select(day => day.Description).ShouldBeUnique();
        }

        Challenge.Days.Select(day => day.Description).Intersect(Mastery.Days.Select(day => day.Description)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("14-day-focus-challenge", 7)]
    [InlineData("14-day-focus-challenge", 14)]
    [InlineData("30-day-focus-mastery", 7)]
    [InlineData("30-day-focus-mastery", 14)]
    [InlineData("30-day-focus-mastery", 21)]
    [InlineData("30-day-focus-mastery", 30)]
    public void Day_AtTheEndOfAPhase_HasPromptsOfItsOwn(string key, int number)
    {
        var program = Program(key);
        var prompts = program.Days[number - 1].ReflectionPrompts;
        foreach (var other in program.Days.Where(day => day.DayNumber != number))
        {
            other.ReflectionPrompts.SequenceEqual(prompts).ShouldBeFalse($"day {other.DayNumber} has the prompts of day {number}");
        }
    }

    private static ProgramContent Program(string key) => key == Challenge.Key ? Challenge : Mastery;

    private static int FocusMinutes(ProgramContent program, int day) => day switch
    {
        <= 7 => 25,
        <= 14 => 50,
        <= 21 when program == Mastery => 75,
        _ => 90,
    };
}
