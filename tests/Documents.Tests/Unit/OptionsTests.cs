using FocusSuite.Documents.Internal;
using FocusSuite.Documents.Tests.Compliance;
using Microsoft.Extensions.Options;
using Shouldly;

namespace FocusSuite.Documents.Tests.Unit;

public sealed class OptionsTests
{
    [Theory]
    [InlineData(null, null, "ConnectionStrings:MongoDb, or ConnectionStrings:Postgres")]
    [InlineData("mongodb://h:1", null, "names no database")]
    [InlineData("http://h", null, "no MongoDB connection string")]
    public void Validate_NoUsableHome_NamesTheKeys(string? mongo, string? postgres, string expected)
    {
        var result = new DocumentsOptionsValidator().Validate(null, new() { MongoDb = mongo, Postgres = postgres });

        result.Failures.ShouldNotBeNull().ShouldHaveSingleItem().ShouldContain(expected);
    }

    [Fact]
    public void Validate_SeveralMistakes_AreAllTold()
    {
        var result = new DocumentsOptionsValidator()
            .Validate(null, new() { ServerSelectionTimeout = TimeSpan.Zero, OperationTimeout = TimeSpan.FromDays(1) });

        result.Failures!.Count().ShouldBe(3);
    }

    [Theory]
    [InlineData("mongodb://user:secret@", null)]
    [InlineData("mongodb://user:secret@h:x/db", null)]
    public void Validate_BrokenConnectionString_DoesNotRepeatItsPassword(string mongo, string? postgres)
    {
        var result = new DocumentsOptionsValidator().Validate(null, new() { MongoDb = mongo, Postgres = postgres });

        result.FailureMessage.ShouldNotBeNull().ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("mongodb://127.0.0.1:1/db", "Host=/tmp;Username=u", "MongoDB")]
    [InlineData("", "Host=/tmp;Username=u", "PostgreSQL")]
    public async Task AddDocuments_PicksMongoDbWhenThereIsOne(string mongo, string postgres, string expected)
    {
        var settings = new Dictionary<string, string?> { ["ConnectionStrings:MongoDb"] = mongo, ["ConnectionStrings:Postgres"] = postgres };
        await using var replica = Replica.Start(settings, new(), services => services.AddDocument(Session.Map));

        replica.Database.Kind.ShouldBe(expected);
    }

    [Fact]
    public async Task AddDocuments_NoHome_FailsAtFirstUse()
    {
        await using var replica = Replica.Start([], new(), services => services.AddDocument(Session.Map));

        Should.Throw<OptionsValidationException>(() => replica.Database);
    }
}
