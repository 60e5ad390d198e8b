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
    private const int ToRemove = 10;

    public static async Task<Persona> MakeAsync(FocusSystem system, bool pro)
    {
        var email = Suite.NewEmail();
        await system.PutUserAsync(email, Suite.Password, pro, CancellationToken.None);
        var token = await system.AccessTokenAsync(email, CancellationToken.None);
        var api = new Api(system.CreateClient(token));
        var enrollment = await api.BeginAsync();

        var session = await api.StartSessionAsync(enrollment);
        var now = (DateTimeOffset)(await api.GetAsync("sessions/")).Ok().Json![0]!["started_at"]!;

        // What cells remove. It is made now: other cells end the program.
        for (var hours = 1; hours <= ToRemove; hours++)
        {
            (await api.ReflectAsync(enrollment, 1)).Created();
            (await api.PostAsync(
                "sessions/log/",
                new { enrollment_id = enrollment, day_number = 1, started_at = now.AddHours(-hours), duration_minutes = 1 })).Created();
        }

        return new Persona(email, token, new Samples { Enrollment = enrollment, Session = session });
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
        else if (cell.Method.Name == "EndVacation")
        {
            // The same one once more is no other one.
            (await new Api(system.CreateClient(Token)).PostAsync(
                "streak/vacations/", new { first_date = (string)body["first_date"]!, last_date = (string)body["first_date"]! })).Created();
        }
        else if (cell.Method.Name == "RemoveSession")
        {
            body["session_id"] = await EnteredSessionAsync(system);
        }

        return body;
    }

    private static bool IsMoment(FieldDescriptor field) =>
        field.FieldType == FieldType.Message && field.MessageType.FullName == "google.protobuf.Timestamp";

    /// <summary>A session that was entered and is there still.</summary>
    private async Task<string> EnteredSessionAsync(FocusSystem system)
    {
        var sessions = (await new Api(system.CreateClient(Token)).GetAsync("sessions/")).Ok().Json!.AsArray();
        return (string)sessions.First(session => (bool)session!["is_manual"]!)!["session_id"]!;
    }

    /// <summary>The number of a reflection that is there still.</summary>
    private async Task<int> ReflectionAsync(FocusSystem system)
    {
        var api = new Api(system.CreateClient(Token));
        var day = (await api.GetAsync($"programs/{Samples.Enrollment}/days/1/")).Ok();
        return (int)day["user_progress"]["reflections"]!.AsArray()[^1]![ReflectionNumber]!;
    }
}
