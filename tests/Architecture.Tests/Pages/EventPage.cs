using System.Reflection;
using System.Text.RegularExpressions;
using FocusSuite.Messaging.Events;
using FocusSuite.TestSupport;

namespace FocusSuite.Architecture.Tests.Pages;

/// <summary>The events, from their records and from the source of who makes and who hears them.</summary>
internal static partial class EventPage
{
    public const string PublishedOnly = "published only";

    private static readonly string[] Services = ["catalog", "enrollment", "identity", "insights", "progress", "sessions"];

    // A rehearsal makes events that concern nobody and are not published.
    private static readonly Dictionary<string, string> Sources = Services.ToDictionary(
        service => service,
        service => Text($"services/{service}", file => !file.EndsWith("Rehearsal.cs", StringComparison.Ordinal)));

    private static readonly string Shared = Text("services/shared", _ => true);

    // What a service hears by a method of the shared projects, e.g. HearRevocations.
    private static readonly Dictionary<string, string> HeardBy = SharedBroadcast().Matches(Shared)
        .ToDictionary(match => match.Groups["method"].Value, match => match.Groups["event"].Value);

    public static GeneratedPage Make() => new(
        "events",
        "Events",
        new Table(
            "The records are in `services/shared/Contracts`. There are two kinds of consumers. The replicas of a service share one\n"
            + "*durable queue*, and one of them handles the event. Or *each replica* has a temporary queue and handles every event, for\n"
            + "what it keeps in memory. *Published only*: no service handles the event; it is for programs outside the suite.",
            ["event", "what happened", "published by", "durable queue", "each replica"],
            [
                .. EventTypes.All.OrderBy(type => type.Name, StringComparer.Ordinal).Select(
                    type => new[]
                    {
                        $"`{type.Name}`", XmlDocs.Of(type), Listed(Publishers(type)), Durable(type), Listed(Replicas(type)),
                    }),
            ]));

    /// <summary>The services that handle an event by a durable queue, by their own registration.</summary>
    public static IEnumerable<string> Consumers(Type type) =>
        Services.Where(service => Sources[service].Contains($"Consume<{type.Name},", StringComparison.Ordinal));

    private static string Durable(Type type) =>
        type.GetCustomAttribute<PublishedOnlyAttribute>() is null ? Listed(Consumers(type)) : PublishedOnly;

    private static IEnumerable<string> Publishers(Type type)
    {
        var made = new Regex($@"new {type.Name}\b");
        return made.IsMatch(Shared) ? ["every service"] : Services.Where(service => made.IsMatch(Sources[service]));
    }

    private static IEnumerable<string> Replicas(Type type)
    {
        var methods = HeardBy.Where(heard => heard.Value == type.Name).Select(heard => $".{heard.Key}(").ToList();
        return methods.Any(method => Shared.Contains(method, StringComparison.Ordinal))
            ? ["every service"]
            : Services.Where(service => methods.Append($"Broadcast<{type.Name},")
                .Any(call => Sources[service].Contains(call, StringComparison.Ordinal)));
    }

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names);

    private static string Text(string folder, Func<string, bool> isWanted) =>
        string.Join('\n', Repository.Files(folder, "*.cs").Where(isWanted).Select(File.ReadAllText));

    [GeneratedRegex(@"(?:MessagingBuilder|void) (?<method>\w+)\([^)]*\)\s*(?:=>|\{)[^}]*?Broadcast<(?<event>\w+),")]
    private static partial Regex SharedBroadcast();
}
