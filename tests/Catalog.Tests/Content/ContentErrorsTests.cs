using FocusSuite.Catalog.Domain;
using FocusSuite.Catalog.Features;
using FocusSuite.Catalog.Seeding;
using Shouldly;
using Xunit;

namespace FocusSuite.Catalog.Tests.Content;

public class ContentErrorsTests
{
    private static readonly ProgramContent Good = ContentFiles.Read()[0];

    [Fact]
    public void Errors_OfGoodContent_AreNone() => ContentErrors.Of(Good, ProgramTypes.Words).ShouldBeEmpty();

    [Fact]
    public void Errors_OfBadContent_AreAllToldAtOnceWithFieldAndRemedy()
    {
        var bad = Good with
        {
            ProgramType = "fortnight",
            Color = "blue",
            Name = " ",
            Objectives = [],
            DurationDays = 15,
            Days = [Good.Days[1] with { FocusDuration = 0, Tasks = ["", "b"], Tips = [] }, .. Good.Days.Skip(1)],
        };

        ContentErrors.Of(bad, ProgramTypes.Words).ShouldBe(
        [
            "program_type is 'fortnight': use one of 14_day, 30_day, custom.",
            "duration_days is 15 and there are 14 days: make them agree, 1..366.",
            "color is 'blue': write it as #RRGGBB in capitals.",
            "name is empty.",
            "objectives is empty.",
            "Day 1: day_number is 2: number the days 1, 2, 3 in their order.",
            "Day 1: focus_duration is 0: set it to 1..1440 minutes.",
            "Day 1: tasks is empty.",
            "Day 1: tips is empty.",
        ]);
    }

    [Theory]
    [InlineData("""{"name": "x"}""", "program_type")]
    [InlineData("""{"nmae": "x"}""", "nmae")]
    [InlineData("""[]""", "some-program.json")]
    public void Parse_AFileWithASlip_NamesFileAndField(string json, string named)
    {
        var message = Should.Throw<InvalidDataException>(() => ContentFiles.Parse("some-program", json)).Message;
        message.ShouldStartWith("some-program.json: ");
        message.ShouldContain(named);
    }

    [Fact]
    public void Read_OfAnOperatorsFolder_TakesItsFilesInPlaceOfTheSuites()
    {
        var folder = Directory.CreateTempSubdirectory("content-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "b.json"), Good.ToJson());
            File.WriteAllText(Path.Combine(folder.FullName, "a.json"), (Good with { Name = "First" }).ToJson());

            ContentFiles.Read(folder.FullName).Select(content => (content.Key, content.Name)).ShouldBe([("a", "First"), ("b", Good.Name)]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Read_OfAFolderWithoutFiles_NamesTheSettingAndTheRemedy() =>
        Should.Throw<InvalidDataException>(() => ContentFiles.Read("/nowhere")).Message
            .ShouldBe("Focus:Catalog:ContentFolder is '/nowhere', where no .json file is: name a folder with at least one.");
}
