using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FocusSuite.Documents.Internal;
using Shouldly;

namespace FocusSuite.Documents.Tests.Compliance;

public abstract partial class DocumentStoreCompliance
{
    [Fact]
    public async Task Save_AwkwardValues_AreReadAsTheyWereSaved()
    {
        var store = One.Store<Awkward>();
        await store.SaveAsync(Awkward.Values, 0, [], Bound);

        var read = (await store.GetAsync(1, "awkward", Bound))!.Document;

        // The default mapping is the judge here, so that the store's own cannot hide what it loses.
        JsonNode.DeepEquals(JsonSerializer.SerializeToNode(read), JsonSerializer.SerializeToNode(Awkward.Values))
            .ShouldBeTrue(JsonSerializer.Serialize(read));
        read.Money.ToString(CultureInfo.InvariantCulture).ShouldBe("1234567890.1230");
    }

    [Fact]
    public async Task Save_NothingSet_IsReadAsItWasSaved()
    {
        var store = One.Store<Awkward>();
        await store.SaveAsync(new("empty"), 0, [], Bound);

        JsonSerializer.Serialize((await store.GetAsync(1, "empty", Bound))!.Document)
            .ShouldBe(JsonSerializer.Serialize(new Awkward("empty")));
    }

    [Theory]
    [InlineData("2026-03-01T10:00:00.1239999+02:00", "2026-03-01T08:00:00.123Z")]
    [InlineData("1960-03-01T10:00:00.1239999-09:30", "1960-03-01T19:30:00.123Z")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.999Z")]
    public async Task Save_AnyTime_IsUtcToTheMillisecond(string saved, string expected)
    {
        await SaveNewAsync(Session.Done("a") with { StartedAt = DateTimeOffset.Parse(saved, null) });

        var read = (await Store.GetAsync(1, "a", Bound))!.Document.StartedAt;

        read.ShouldBe(DateTimeOffset.Parse(expected, null));
        read.Offset.ShouldBe(TimeSpan.Zero);
        (await FindIdsAsync(new("by_user") { Equal = [1, DateTimeOffset.Parse(saved, null)] })).ShouldBe("a");
    }

    [Theory]
    [InlineData("nul [0] inside", "nul \uFFFD inside")]
    [InlineData("half [high] pair", "half \uFFFD pair")]
    [InlineData("turned [low][high] pair", "turned \uFFFD\uFFFD pair")]
    [InlineData("end [high]", "end \uFFFD")]
    [InlineData("whole 🎯 and [0]", "whole 🎯 and \uFFFD")]
    public async Task Save_GarbledText_IsStoredWithReplacements(string garbled, string expected)
    {
        // An attribute cannot hold them: it is UTF-8 itself.
        var saved = garbled.Replace("[0]", "\0").Replace("[high]", "\ud83c").Replace("[low]", "\udfaf");
        await SaveNewAsync(Session.Done("a") with { Title = saved, Slug = saved });
        await One.Store<Awkward>().SaveAsync(new("a") { Counts = new() { [saved] = 1 } }, 0, [], Bound);

        (await Store.GetAsync(1, "a", Bound))!.Document.Title.ShouldBe(expected);
        (await FindIdsAsync(new("by_title") { Equal = [1, saved] })).ShouldBe("a");
        (await One.Store<Awkward>().GetAsync(1, "a", Bound))!.Document.Counts.ShouldContainKey(expected);
    }

    [Fact]
    public async Task Save_GarbledNamesThatBecomeTheSame_KeepsTheLast()
    {
        var store = One.Store<Awkward>();
        await store.SaveAsync(new("a") { Counts = new() { ["half \ud83c"] = 1, ["half \ud83d"] = 2 } }, 0, [], Bound);

        (await store.GetAsync(1, "a", Bound))!.Document.Counts.ShouldBe(new Dictionary<string, long> { ["half \uFFFD"] = 2 });
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public async Task Save_NumberThatJsonLacks_IsRefused(double value) =>
        await Should.ThrowAsync<ArgumentException>(() => One.Store<Awkward>().SaveAsync(new("a") { Real = value }, 0, [], Bound));

    [Fact]
    public async Task Get_DocumentOfAnotherRelease_ReadsWhatBothKnow()
    {
        var old = Start(
            new RecordingRelay(), services => services.AddDocument(DocumentMap.For<OldSession>("sessions", s => s.UserId, s => s.Id)));
        await old.Store<OldSession>().SaveAsync(new("a", 7, "gone"), 0, [], Bound);

        (await Store.GetAsync(7, "a", Bound))!.Document.ShouldBe(new Session("a", 7, SessionState.Active, default) { Minutes = 25 });
        (await old.Store<OldSession>().GetAsync(7, "a", Bound))!.Document.Dropped.ShouldBe("gone");
    }

    [Fact]
    public void NameOf_AgreesWithTheMapping()
    {
        var info = DocumentJson.Options.GetTypeInfo(typeof(Awkward));

        foreach (var property in info.Properties.Where(property => property.AttributeProvider is System.Reflection.MemberInfo))
        {
            DocumentJson.NameOf((System.Reflection.MemberInfo)property.AttributeProvider!).ShouldBe(property.Name);
        }
    }

    private sealed record OldSession(string Id, long UserId, string Dropped);
}
