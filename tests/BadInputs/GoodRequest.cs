using System.Text;
using System.Text.Json.Nodes;
using FocusSuite.BadInputs.Wire;

namespace FocusSuite.BadInputs;

/// <summary>A request that nothing is wrong with; each bad input is one thing changed in it.</summary>
public sealed record GoodRequest(PublicRoute Route, Samples Samples, string Token)
{
    public string Path => Route.Path(variable => Uri.EscapeDataString(Samples.Text(variable)));

    public JsonObject Body => Samples.BodyOf(Route.BodyFields);

    public RawRequest Request
    {
        get
        {
            var request = new RawRequest(Route.Verb, Path + "/").With("Authorization", $"Bearer {Token}");
            return Route.HasBody ? request.With("Content-Type", "application/json") with { Body = Bytes(Body.ToJsonString()) } : request;
        }
    }

    /// <summary>The bytes of a text, which is what the wire has.</summary>
    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Bytes as the characters that <see cref="RawRequest"/> sends one by one.</summary>
    public static string Raw(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    public RawRequest WithTarget(string target) => Request with { Target = target };

    public RawRequest WithQuery(string query) => Request with { Target = $"{Path}/?{query}" };

    public RawRequest WithHeader(string name, string value) => Request.With(name, value);

    public RawRequest WithBody(string body) => WithBody(Bytes(body));

    public RawRequest WithBody(byte[] body) => Request with { Body = body };

    public RawRequest WithType(string? contentType) => Request.Replacing("Content-Type", contentType);

    /// <summary>The good body with a member in place of that of the name, or beside them all.</summary>
    public RawRequest WithMember(string name, string json) =>
        WithBody($$"""{{{string.Concat(Members(name).Select(member => member + ", "))}}"{{name}}": {{json}}}""");

    /// <summary>The members of the good body as they are written, but for the one left out.</summary>
    public IEnumerable<string> Members(string? without = null) =>
        Body.Where(member => member.Key != without).Select(member => $"\"{member.Key}\": {member.Value?.ToJsonString() ?? "null"}");
}
