using System.Reflection;
using System.Text.RegularExpressions;
using FocusSuite.Messaging.Events;
using FocusSuite.Protocol.Errors;
using FocusSuite.TestSupport;
using Shouldly;
using Xunit;

namespace FocusSuite.Architecture.Tests.Pages;

/// <summary>The pages of docs/generated are what the code says. With FOCUS_GENERATE_DOCS=1 they are written instead.</summary>
public sealed partial class GeneratedPagesTests
{
    private static readonly GeneratedPage Routes = RoutePage.Make();

    private static readonly GeneratedPage Events = EventPage.Make();

    private static readonly GeneratedPage Settings = OptionPage.Make();

    private static readonly GeneratedPage Errors = new(
        "errors",
        "Errors",
        new Table(
            "The one table of errors. The code is `code` in the JSON body and `ErrorInfo.reason` on gRPC. An answer has the text of\n"
            + "this table where its case has no text of its own.",
            ["code", "gRPC status", "HTTP status", "text"],
            [.. ErrorCodes.All.Select(error => new[] { $"`{error.Word}`", error.Grpc.ToString(), $"{error.Http}", error.Text })]));

    // Written by the benchmarks of the system; nothing in the code says what they must hold.
    private static readonly string[] Measured = ["cost", "growth", "streams"];

    private static readonly GeneratedPage[] All = [Routes, Errors, Events, Settings];

    public static TheoryData<string> Names => [.. All.Select(page => page.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Page_OfTheCode_IsTheCommittedOne(string name)
    {
        var page = All.Single(page => page.Name == name);
        if (Environment.GetEnvironmentVariable("FOCUS_GENERATE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(page.File)!);
            File.WriteAllText(page.File, page.Markdown);
            Assert.Skip($"{page.File} was written, so there is nothing to compare.");
        }

        var committed = File.Exists(page.File) ? File.ReadAllText(page.File).ReplaceLineEndings("\n") : "";

        committed.ShouldBe(page.Markdown, $"The page is stale. Write it anew: {GeneratedPage.Command}");
    }

    [Fact]
    public void Folder_OfGeneratedPages_HoldsNothingElse() =>
        Repository.Files("docs/generated", "*").Select(Path.GetFileNameWithoutExtension)
            .ShouldBe([.. All.Select(page => page.Name), .. Measured], ignoreOrder: true);

    /// <summary>The tables are counted another way than they are made.</summary>
    [Fact]
    public void Tables_OfAllPages_MissNothing()
    {
        var protos = Repository.Files("protos/focus", "*.proto").Select(File.ReadAllText).ToList();
        var sources = Repository.Files("services", "*.cs").Concat(Repository.Files("gateway", "*.cs")).Select(File.ReadAllText);

        Routes.Tables[0].Rows.Count.ShouldBe(protos.Sum(proto => Route().Count(proto)));
        Routes.Tables.Sum(table => table.Rows.Count).ShouldBe(protos.Sum(proto => Method().Count(proto)));
        Errors.Tables[0].Rows.Count.ShouldBe(
            typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Count(field => field.FieldType == typeof(ErrorCode)));
        Events.Tables[0].Rows.Count.ShouldBe(
            Repository.Files("services/shared/Contracts", "*.cs").Sum(file => Event().Count(File.ReadAllText(file))));
        OptionPage.Sections.Count.ShouldBe(sources.Sum(source => Section().Count(source)));
        All.ShouldAllBe(page => page.Tables.All(table => table.Rows.Count > 10));
    }

    [Fact]
    public void Events_OfTheTable_ArePublishedAndHeardWhereTheyShould()
    {
        Events.Tables[0].Rows.ShouldAllBe(row => row[2].Length > 0);
        Events.Tables[0].Rows.ShouldAllBe(row => row[3].Length > 0 || row[4].Length > 0);
        foreach (var type in EventTypes.All)
        {
            EventPage.Consumers(type).ShouldBe(type.GetCustomAttributes<ActsInAttribute>().Select(acts => acts.Service), type.Name);
        }
    }

    [GeneratedRegex(@"option \(google\.api\.http\)")]
    private static partial Regex Route();

    [GeneratedRegex(@"^\s*rpc ", RegexOptions.Multiline)]
    private static partial Regex Method();

    [GeneratedRegex(@"^public sealed record \w+ : FocusEvent", RegexOptions.Multiline)]
    private static partial Regex Event();

    [GeneratedRegex(@"public const string Section = ")]
    private static partial Regex Section();
}
