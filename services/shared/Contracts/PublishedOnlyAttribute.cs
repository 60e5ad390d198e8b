namespace FocusSuite.Messaging.Events;

/// <summary>
/// Says that no service of the suite acts on an event: it is published for those who listen from outside, as <c>FocusSuite.Client</c> does.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PublishedOnlyAttribute : Attribute;
