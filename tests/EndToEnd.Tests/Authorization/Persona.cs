using System.Text.Json.Nodes;
using FocusSuite.BadInputs.Wire;
using FocusSuite.EndToEnd.Tests.Support;
using FocusSuite.Protocol.Access;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.TestSystem;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Net.Client;

namespace FocusSuite.EndToEnd.Tests.Authorization;

/// <summary>A user in the middle of a day.</summary>
internal sealed record Persona(string Email, string Token, Samples Samples)
{
    private const string ReflectionNumber = "reflection_number";

    public static async Task<Persona> MakeAsync(FocusSystem system, bool pro)
    {
        var email = Suite.NewEmail();
        await system.PutUserAsync(email, Suite.Password, pro, CancellationToken.None);
        var token = await system.AccessTokenAsync(email, CancellationToken.None);
        var api = new Api(system.CreateClient(token));
        var enrollment = await api.BeginAsync();
        return new Persona(email, token, new Samples { Enrollment = enrollment, Session = await api.StartSessionAsync(enrollment) });
    }

    /// <summary>A refresh token that nobody has used.</summary>
    public async Task<string> RefreshTokenAsync(FocusSystem system)
    {
        using var channel = GrpcChannel.ForAddress(system.UrlOf(PartNames.Identity));
        var headers = new Metadata { { ServiceTokens.Header, system.ServiceToken("tests") } };
        var client = new IdentityInternalService.IdentityInternalServiceClient(channel);
        return (await client.IssueTokensAsync(new IssueTokensRequest { Email = Email }, headers)).Tokens.Refresh;
    }

    /// <summary>A good request of a method, about this user's things.</summary>
    public async Task<JsonObject> RequestAsync(FocusSystem system, Cell cell)
    {
        var fields = cell.Method.InputType.Fields.InDeclarationOrder();
        var samples = Samples with
        {
            Program = cell.Thing == Thing.ProProgram ? Journey.ThirtyDays : Journey.FourteenDays,
            Email = cell.Method.Name is "Signup" or "PutUser" ? null : Email,
            Refresh = fields.Any(field => field.Name == "refresh") ? await RefreshTokenAsync(system) : "",
        };

        // What is not set is enough for an enum, whose words are JSON's alone, and for what stands inside. Nobody is the sample of a user,
        // so that nobody is erased: whose an enrollment is, it tells by itself.
        var namesEnrollment = fields.Any(field => field.Name == "enrollment_id");
        var body = samples.BodyOf(fields.Where(field => !(namesEnrollment && field.Name == "user_id")
            && (field.FieldType is not (FieldType.Enum or FieldType.Message) || IsMoment(field))
            && !field.IsRepeated));
        if (body.ContainsKey(ReflectionNumber))
        {
            body[ReflectionNumber] = await ReflectionAsync(system);
        }

        return body;
    }

    private static bool IsMoment(FieldDescriptor field) =>
        field.FieldType == FieldType.Message && field.MessageType.FullName == "google.protobuf.Timestamp";

    /// <summary>The number of a reflection that is there still.</summary>
    private async Task<int> ReflectionAsync(FocusSystem system)
    {
        var api = new Api(system.CreateClient(Token));
        (await api.ReflectAsync(Samples.Enrollment, 1)).Created();
        var day = (await api.GetAsync($"programs/{Samples.Enrollment}/days/1/")).Ok();
        return (int)day["user_progress"]["reflections"]!.AsArray()[^1]![ReflectionNumber]!;
    }
}
