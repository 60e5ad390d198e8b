namespace FocusSuite.Domain;

/// <summary>
/// Marks what a stored record holds for the service's own sake, and that is no data about its person: keys of requests, what tells a
/// repeat. Whoever gets
/// hold of an export must not be able to do anything with it.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotExportedAttribute : Attribute;
