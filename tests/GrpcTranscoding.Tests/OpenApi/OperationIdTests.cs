using System.Text.Json.Nodes;
using GrpcTranscoding.OpenApi;
using GrpcTranscoding.Tests.Support;
using Shouldly;

namespace GrpcTranscoding.Tests.OpenApi;

/// <summary>G4: ids of operations are unique and stable.</summary>
public sealed class OperationIdTests
{
    /// <summary>G4: additional bindings, and the name of a method in two services.</summary>
    [Fact]
    public void Ids_OfBindingsAndOfServicesWithTheSameNames_AreUnique() => IdsOf(null, "Services/notifications.proto").ShouldBe(
    [
        "sample_notifications_v1_Emails_Get", "sample_notifications_v1_Emails_List", "sample_notifications_v1_Emails_List_2_2",
        "sample_notifications_v1_Emails_List_2", "sample_notifications_v1_Texts_Get", "sample_notifications_v1_Texts_List",
    ]);

    /// <summary>G4: a service in two packages. What was there before keeps its ids.</summary>
    [Fact]
    public void Ids_WhenAServiceIsAdded_StayWhatTheyWere()
    {
        var before = IdsOf(null, "Services/billing_v1.proto");
        var after = IdsOf(null, "Services/billing_v1.proto", "Services/billing_v2.proto", "Services/music.proto");

        after.ShouldBeUnique();
        after.Take(before.Length).ShouldBe(before);
    }

    /// <summary>G4: all services of all protos in one document.</summary>
    [Fact]
    public void Ids_OfEverythingTogether_AreUnique() => IdsOf(null, [.. SampleProtos.Services.Select(f => f.Name)]).ShouldBeUnique();

    /// <summary>G4: a binding that has no place in OpenAPI counts, so that the others keep their numbers.</summary>
    [Fact]
    public void Ids_OfBindings_CountThoseThatAreNotDescribed() =>
        IdsOf(null, "Services/music.proto").Where(id => id.Contains("GetTrack", StringComparison.Ordinal)).ShouldBe(
        [
            "sample_music_v1_Music_GetTrack", "sample_music_v1_Music_GetTrack_2", "sample_music_v1_Music_GetTrack_3",
            "sample_music_v1_Music_GetTrack_5",
        ]);

    /// <summary>G4: the hook.</summary>
    [Fact]
    public void Ids_NamedByTheHook_AreThose()
    {
        var ids = IdsOf(
            o => o.OperationIdOf = (method, binding) => binding == 0 ? method.Name : $"{method.Name}By{binding}",
            "Services/ticketing.proto");

        ids.ShouldBe(["GetTicket", "ListTickets", "ListTicketsBy1", "ListTicketsBy2", "CloseTicket", "ReopenTicket"]);
    }

    /// <summary>G4: a hook that gives a name twice does not make the document invalid.</summary>
    [Fact]
    public void Ids_NamedTwiceByTheHook_GetNumbers() =>
        IdsOf(o => o.OperationIdOf = (method, _) => method.Name, "Services/billing_v1.proto", "Services/billing_v2.proto")
            .ShouldBe(["GetInvoice", "PayInvoice", "GetInvoice_2", "PayInvoice_2"]);

    /// <summary>G4: two services of one name have two tags.</summary>
    [Fact]
    public void Tags_OfServicesWithTheSameName_AreTheirFullNames()
    {
        string[] files = ["Services/billing_v1.proto", "Services/billing_v2.proto", "Services/chat.proto"];
        var document = JsonNode.Parse(SampleProtos.Document(SampleProtos.Options(files.Select(SampleProtos.File))))!;

        document["tags"]!.AsArray().Select(t => (string)t!["name"]!)
            .ShouldBe(["sample.billing.v1.Billing", "sample.billing.v2.Billing", "Chat"]);
        document["components"]!["schemas"]!.AsObject().Select(s => s.Key).ShouldContain("sample.billing.v1.Invoice");
        document["components"]!["schemas"]!.AsObject().Select(s => s.Key).ShouldContain("sample.billing.v2.Invoice");
    }

    private static string[] IdsOf(Action<OpenApiOptions>? configure, params string[] files)
    {
        var options = new OpenApiOptions();
        configure?.Invoke(options);
        var document = JsonNode.Parse(SampleProtos.Document(SampleProtos.Options(files.Select(SampleProtos.File)), options))!;
        return [.. document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject()).Select(o => (string)o.Value!["operationId"]!)];
    }
}
