namespace FocusSuite.Messaging.Events;

/// <summary>
/// Names a service in which an event has an effect that must not be lost. Whoever publishes it makes that service's queue first, so that an
/// event waits there even when the service has never run yet: a broker drops what nobody has asked for.
/// </summary>
/// <param name="service">The service's name, e.g. <c>progress</c>.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class ActsInAttribute(string service) : Attribute
{
    /// <summary>The service's name.</summary>
    public string Service => service;
}
