using System.Text.Json.Nodes;
using GrpcTranscoding.OpenApi;
using GrpcTranscoding.Tests.Support;
using Shouldly;

namespace GrpcTranscoding.Tests.OpenApi;

/// <summary>What the schemas of a document say about messages.</summary>
public sealed class OpenApiSchemaTests
{
    /// <summary>G16: unsigned integers of 64 bits, as they are sent by default.</summary>
    [Fact]
    public void UnsignedLong_AsText_IsUnsigned()
    {
        var balance = Schema("Services/payments.proto", "sample.payments.v1.Balance")["properties"]!;

        ShouldBe(balance["version"], """{"type":"string","format":"uint64","pattern":"^[0-9]+$"}""");
        ShouldBe(balance["minorUnits"], """{"type":"string","format":"int64","pattern":"^-?[0-9]+$"}""");
        ShouldBe(balance["delta"], """{"type":"string","format":"int64","pattern":"^-?[0-9]+$"}""");
        ShouldBe(balance["entries"], """{"type":"integer","format":"uint32","minimum":0,"maximum":4294967295}""");
        ShouldBe(balance["shard"], """{"type":"integer","format":"uint32","minimum":0,"maximum":4294967295}""");
    }

    /// <summary>What rivals have: maps in the query, as the transcoder reads them.</summary>
    [Fact]
    public void Map_InAQuery_IsADeepObject()
    {
        ShouldBe(
            Operation("Services/iot.proto", "/v1/devices/{device}", "get")["parameters"]![1],
            """{"name":"labels","in":"query","schema":{"type":"object","additionalProperties":{"type":"string"}},"style":"deepObject","explode":true}""");
    }

    /// <summary>G16: as numbers, they are text beyond 2^53.</summary>
    [Fact]
    public void UnsignedLong_AsNumber_MayBeTextBeyondSafeNumbers()
    {
        var balance = Schema("Services/payments.proto", "sample.payments.v1.Balance", o => o.Json.Int64AsNumber = true)["properties"]!;

        ShouldBe(balance["version"], """{"type":["integer","string"],"format":"uint64","minimum":0,"pattern":"^[0-9]+$"}""");
        ShouldBe(balance["minorUnits"], """{"type":["integer","string"],"format":"int64","pattern":"^-?[0-9]+$"}""");
    }

    /// <summary>G16: numbers that are known to be small are numbers.</summary>
    [Fact]
    public void Long_ThatIsSafe_IsANumber()
    {
        var schema = Schema(
            "Services/payments.proto", "sample.payments.v1.Balance", o => o.Json.Int64AsNumber = true, o => o.IsSafeInteger = _ => true);
        var balance = schema["properties"]!;

        ShouldBe(balance["version"], """{"type":"integer","format":"uint64","minimum":0}""");
        ShouldBe(balance["minorUnits"], """{"type":"integer","format":"int64"}""");
    }

    /// <summary>G16: a wrapper, which may be null, and a parameter, which may not.</summary>
    [Fact]
    public void UnsignedLong_InAWrapperAndInAPath_IsUnsigned()
    {
        ShouldBe(
            Schema("Services/accounts.proto", "sample.accounts.v1.Account")["properties"]!["used"],
            """{"type":["string","null"],"format":"uint64","pattern":"^[0-9]+$"}""");
        ShouldBe(
            Answer("Services/accounts.proto", "/v1/accounts/{accountId}/logins", "get"),
            """{"type":["string","null"],"format":"uint64","pattern":"^[0-9]+$"}""");
        ShouldBe(
            Operation("Services/billing_v1.proto", "/v1/invoices/{id}", "get")["parameters"]![0],
            """{"name":"id","in":"path","required":true,"schema":{"type":"string","format":"uint64","pattern":"^[0-9]+$"}}""");
        ShouldBe(
            Operation("Services/accounts.proto", "/v1/accounts/{accountId}", "get")["parameters"]![1],
            """{"name":"depth","in":"query","schema":{"type":"integer","format":"int32"}}""");
    }

    [Fact]
    public void FieldBehavior_OfFields_IsRequiredReadOnlyAndWriteOnly()
    {
        var card = Schema("Services/payments.proto", "sample.payments.v1.Card.Input");
        ShouldBe(card["required"], """["number"]""");
        ((bool?)card["properties"]!["number"]!["writeOnly"]).ShouldBe(true);
        ((bool?)card["properties"]!["lastFour"]!["readOnly"]).ShouldBe(true);

        var payment = Schema("Services/payments.proto", "sample.payments.v1.Payment.Input");
        ShouldBe(payment["required"], """["amount"]""");
        ShouldBe(payment["properties"]!["amount"], """{"$ref":"#/components/schemas/google.type.Money.Input"}""");
        ((string?)payment["properties"]!["currency"]!["description"]).ShouldBe("It cannot be changed.");
        ((string?)payment["description"]).ShouldBe("At most one of `card`, `transfer`, `voucher`.");

        // Of an answer, only what is always written is required.
        Schema("Services/payments.proto", "sample.payments.v1.Payment").ContainsKey("required").ShouldBeFalse();
    }

    [Fact]
    public void WriteOnly_InAnAnswerWithDefaults_IsNotRequired()
    {
        var card = Schema("Services/payments.proto", "sample.payments.v1.Card", o => o.Json.WriteDefaults = true);

        ShouldBe(card["required"], """["lastFour"]""");
    }

    [Fact]
    public void FieldBehavior_OfQueryParameters_IsRequired()
    {
        var parameters = Operation("Services/search.proto", "/v1/find", "get")["parameters"]!.AsArray();

        parameters.Where(p => (bool?)p!["required"] == true).Select(p => (string)p!["name"]!).ShouldBe(["q"]);
    }

    [Fact]
    public void QueryParameters_OfNestedAndRepeatedFields_AreDotted()
    {
        var parameters = Operation("Services/search.proto", "/v1/find", "get")["parameters"]!.AsArray();
        var names = parameters.Select(p => (string)p!["name"]!).ToArray();

        names.ShouldBeUnique();
        names.ShouldContain("page.position.row");
        names.ShouldContain("within.from");
        names.ShouldContain("readMask");
        // Neither messages that contain themselves without an end, nor lists of messages, can be given in a query.
        names.ShouldNotContain(n => n.StartsWith("page.position.before", StringComparison.Ordinal));
        names.ShouldNotContain(n => n.StartsWith("ranges", StringComparison.Ordinal));
        ShouldBe(
            parameters.Single(p => (string)p!["name"]! == "ids")!["schema"],
            """{"type":"array","items":{"type":"string","format":"int64","pattern":"^-?[0-9]+$"}}""");
        ((string?)parameters.Single(p => (string)p!["name"]! == "tenant")!["description"]).ShouldBe("At most one of `tenant`, `group`.");
        Operation("Services/search.proto", "/v1/find:within", "post")["parameters"]!.AsArray().Select(p => (string)p!["name"]!)
            .ShouldNotContain(n => n.StartsWith("within", StringComparison.Ordinal));
    }

    [Fact]
    public void Deprecated_MethodsFieldsParametersMessagesAndEnumValues_AreSaidToBe()
    {
        var document = DocumentOf("Services/ticketing.proto");
        var status = document["components"]!["schemas"]!["sample.ticketing.v1.Status"]!;

        ((bool?)document["paths"]!["/v1/tickets/{id}:reopen"]!["post"]!["deprecated"]).ShouldBe(true);
        document["paths"]!["/v1/tickets/{id}:close"]!["post"]!.AsObject().ContainsKey("deprecated").ShouldBeFalse();
        var ticket = document["components"]!["schemas"]!["sample.ticketing.v1.Ticket"]!;
        ((bool?)ticket["properties"]!["assignee"]!["deprecated"]).ShouldBe(true);
        var mine = document["paths"]!["/v1/tickets"]!["get"]!["parameters"]!.AsArray().Single(p => (string)p!["name"]! == "mine")!;
        ((bool?)mine["deprecated"]).ShouldBe(true);
        ShouldBe(status["x-deprecated-values"], """["STATUS_NEW"]""");
        ((string)status["description"]!).ShouldContain("- `STATUS_NEW`: Deprecated.");
        ((bool?)Schema("Services/notifications.proto", "sample.notifications.v1.Text")["deprecated"]).ShouldBe(true);
        ((bool?)Operation("Services/notifications.proto", "/v1/texts", "get")["deprecated"]).ShouldBe(true);
    }

    [Fact]
    public void Enum_WithAliases_HasEachWordOnce() =>
        ShouldBe(
            Schema("Services/ticketing.proto", "sample.ticketing.v1.Status")["enum"],
            """["STATUS_UNSPECIFIED","STATUS_OPEN","STATUS_NEW","STATUS_CLOSED","STATUS_LOST"]""");

    [Fact]
    public void Enum_WhoseWordsAreTheSame_HasThemOnce()
    {
        var schema = Schema(
            "Services/ticketing.proto",
            "sample.ticketing.v1.Status",
            o => o.Json.EnumWord = v => v.Number == 0 ? null : v.Number == 1 ? "open" : "other");

        ShouldBe(schema["enum"], """["open","other"]""");
    }

    /// <summary>G4: a nested type called Input, and one of the document's own names.</summary>
    [Fact]
    public void Names_ThatAreTakenByTypes_AreLeftToThem()
    {
        var forms = DocumentOf("Services/forms.proto")["components"]!["schemas"]!;
        forms["sample.forms.v1.Form.Input"]!["properties"]!.AsObject().Select(p => p.Key).ShouldBe(["kind", "more"]);
        forms["sample.forms.v1.Form-Input"]!["properties"]!.AsObject().Select(p => p.Key).ShouldContain("the-default");
        ShouldBe(forms["sample.forms.v1.Form.Input.Input"]!["enum"], """["INPUT_UNSPECIFIED","INPUT_TEXT"]""");

        var nowhere = DocumentOf("Services/nowhere.proto")["components"]!;
        nowhere["schemas"]!["Problem"]!["properties"]!.AsObject().Select(p => p.Key).ShouldBe(["id", "text"]);
        ShouldBe(
            nowhere["responses"]!["Problem"]!["content"]!["application/problem+json"]!["schema"],
            """{"$ref":"#/components/schemas/Problem-Details"}""");
    }

    [Fact]
    public void Proto2_RequiredFields_AreRequiredAndGroupsAreLeftOut()
    {
        var item = Schema("Services/inventory.proto", "sample.inventory.v1.Item");

        ShouldBe(item["required"], """["sku","count"]""");
        item["properties"]!.AsObject().Select(p => p.Key).ShouldBe(["sku", "count", "condition", "lots"]);
        ShouldBe(Body("Services/inventory.proto", "/v1/items/{sku}", "put")["required"], """["count"]""");
    }

    [Fact]
    public void Editions_FieldsByTheirPresence_AreRequiredOrMayBeNull()
    {
        var car = Schema("Services/parking.proto", "sample.parking.v1.Car.Input");
        ShouldBe(car["required"], """["plate","color"]""");

        var lot = Schema("Services/parking.proto", "sample.parking.v1.Lot", o => o.Json.WriteNulls = true)["properties"]!;
        ShouldBe(lot["name"], """{"type":"string"}""");
        ShouldBe(lot["revision"], """{"type":["string","null"],"format":"uint64","pattern":"^[0-9]+$"}""");
    }

    [Fact]
    public void Body_WithoutWhatThePathGives_DoesNotAskForIt()
    {
        var update = Operation("Services/accounts.proto", "/v1/accounts/{accountId}", "patch");
        ((string?)update["parameters"]![0]!["description"]).ShouldBe("The field `account.id`.");
        var body = Body("Services/accounts.proto", "/v1/accounts/{accountId}", "patch");
        ShouldBe(body["required"], """["email"]""");
        body["properties"]!.AsObject().ContainsKey("id").ShouldBeFalse();

        var all = Body("Services/accounts.proto", "/v1/accounts/{account.id}:all", "patch");
        ShouldBe(all["properties"]!["account"]!["required"], """["email"]""");
    }

    [Fact]
    public void Body_WithNothingLeftInIt_IsNotRequired()
    {
        ((bool?)Operation("Services/ticketing.proto", "/v1/tickets/{id}:close", "post")["requestBody"]!["required"]).ShouldBe(false);
        ((bool?)Operation("Services/files.proto", "/v1:clean", "post")["requestBody"]!["required"]).ShouldBe(false);
        ((bool?)Operation("Services/bookstore.proto", "/v1/shelves", "post")["requestBody"]!["required"]).ShouldBe(true);
    }

    [Fact]
    public void HttpBody_BothWays_IsAnyType()
    {
        ShouldBe(Operation("Services/files.proto", "/v1/files/{path}", "put")["requestBody"]!["content"], """{"*/*":{"schema":{}}}""");
        ShouldBe(Operation("Services/files.proto", "/v1/echo", "post")["responses"]!["200"]!["content"], """{"*/*":{"schema":{}}}""");
    }

    [Fact]
    public void Success_WithoutABody_HasNoContent()
    {
        var options = SampleProtos.Options(SampleProtos.File("Services/polls.proto"));
        options.SuccessStatusesOf = _ => [204];

        var document = JsonNode.Parse(SampleProtos.Document(options))!;

        ShouldBe(document["paths"]!["/v1/ping"]!["get"]!["responses"]!["204"], """{"description":"No Content"}""");
    }

    [Fact]
    public void Null_OfFieldsThatHaveItAlready_IsSaidOnce()
    {
        var account = Schema("Services/accounts.proto", "sample.accounts.v1.SignUpRequest.Input")["properties"]!;
        ShouldBe(account["newsletter"], """{"type":["boolean","null"]}""");
        ShouldBe(account["age"], """{"type":["integer","null"],"format":"int32"}""");
        ShouldBe(Schema("Services/iot.proto", "sample.iot.v1.Device")["properties"]!["nothing"], """{"type":"null"}""");
    }

    private static JsonNode DocumentOf(string file, Action<TranscodingOptions>? configure = null, Action<OpenApiOptions>? describe = null)
    {
        var (options, openApi) = (SampleProtos.Options(SampleProtos.File(file)), new OpenApiOptions());
        configure?.Invoke(options);
        describe?.Invoke(openApi);
        return JsonNode.Parse(SampleProtos.Document(options, openApi))!;
    }

    private static JsonObject Schema(
        string file, string name, Action<TranscodingOptions>? configure = null, Action<OpenApiOptions>? describe = null) =>
        DocumentOf(file, configure, describe)["components"]!["schemas"]![name]!.AsObject();

    private static JsonObject Operation(string file, string path, string verb) => DocumentOf(file)["paths"]![path]![verb]!.AsObject();

    private static JsonNode Answer(string file, string path, string verb) =>
        Operation(file, path, verb)["responses"]!["200"]!["content"]!["application/json"]!["schema"]!;

    private static JsonNode Body(string file, string path, string verb) =>
        Operation(file, path, verb)["requestBody"]!["content"]!["application/json"]!["schema"]!;

    private static void ShouldBe(JsonNode? found, string expected) =>
        JsonNode.DeepEquals(found, JsonNode.Parse(expected)).ShouldBeTrue($"{found?.ToJsonString()} is not {expected}");
}
