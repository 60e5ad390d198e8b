using System.Globalization;
using System.Text.Json.Nodes;
using FocusSuite.Protos.Options.V1;
using Google.Protobuf.Reflection;

namespace FocusSuite.BadInputs.Wire;

/// <summary>A good value for each field of a request, by its name, or by its kind where the name is new.</summary>
public sealed record Samples
{
    public const string NoSession = "507f1f77bcf86cd799439011";
    public const long NoEnrollment = 999_999_999;
    public const long FourteenDays = 1;
    public const long NoUser = 999_999_998;

    public long Program { get; init; } = FourteenDays;

    public long Enrollment { get; init; } = NoEnrollment;

    public string Session { get; init; } = NoSession;

    /// <summary>Null makes a new address for each request.</summary>
    public string? Email { get; init; }

    public string Refresh { get; init; } = "";

    /// <summary>Whose things these are.</summary>
    public bool HasOwner => Enrollment != NoEnrollment;

    public JsonNode? Of(FieldDescriptor field) => field.Name switch
    {
        "program_id" => Program,
        "enrollment_id" => Enrollment,
        "session_id" => Session,
        "user_id" => NoUser,
        "request_id" or "erasure_id" => Guid.NewGuid().ToString(),
        "day_number" or "week_number" or "version" => 1,
        "task_index" => 0,
        "duration_minutes" => 25,
        "page_size" => 10,
        "page_token" => "",
        "email" => Email ?? $"p{Guid.NewGuid():N}@example.com",
        "password" => "a-long-password-1",
        "refresh" => Refresh,

        // Signing out everywhere would end what the other requests are made with.
        "all" => false,
        "time_zone" => "Europe/Berlin",
        "code" => "first_session",
        "from" or "to" => "2026-03-10",
        "first_date" or "last_date" => "2099-03-10",
        _ => OfKind(field),
    };

    /// <summary>The value as it stands in a path or a query.</summary>
    public string Text(FieldDescriptor field) => Of(field) is JsonValue value
        ? value.TryGetValue<string>(out var text) ? text : value.ToJsonString()
        : throw new InvalidOperationException(
            string.Create(CultureInfo.InvariantCulture, $"{field.FullName} does not fit into an address."));

    public JsonObject BodyOf(IEnumerable<FieldDescriptor> fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, Of(field))));

    private JsonNode? OfKind(FieldDescriptor field)
    {
        if (field.IsRepeated)
        {
            return new JsonArray();
        }

        return field.FieldType switch
        {
            FieldType.String => "Some words",
            FieldType.Bool => true,
            FieldType.Enum => field.EnumType.Values.First(value => value.Number != 0).GetOptions().GetExtension(OptionsExtensions.JsonWord),
            FieldType.Message when field.MessageType.FullName == "google.protobuf.Timestamp" => "2026-01-01T00:00:00Z",
            FieldType.Message => BodyOf(field.MessageType.Fields.InDeclarationOrder()),
            _ => 3,
        };
    }
}
