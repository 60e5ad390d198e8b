using System.Reflection;
using System.Text.RegularExpressions;
using FocusSuite.Messaging.Events;

namespace FocusSuite.Messaging.Broker;

/// <summary>What queues and exchanges are called.</summary>
internal static partial class QueueNames
{
    /// <summary>The queue in which an event waits for a service.</summary>
    public static string Of(Type focusEvent, string service) =>
        $"{service}.{WordStart().Replace(focusEvent.Name, "-$0").ToLowerInvariant()}";

    /// <summary>The queues that must be there before an event is published.</summary>
    public static IEnumerable<string> WaitingFor(Type focusEvent) =>
        focusEvent.GetCustomAttributes<ActsInAttribute>().Select(acts => Of(focusEvent, acts.Service));

    /// <summary>The exchange to which an event is published, by MassTransit's rule.</summary>
    public static string ExchangeOf(Type focusEvent) => $"{focusEvent.Namespace}:{focusEvent.Name}";

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex WordStart();
}
