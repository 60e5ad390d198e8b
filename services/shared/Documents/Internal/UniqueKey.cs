namespace FocusSuite.Documents.Internal;

internal sealed record UniqueKey<T>(string Name, Func<T, string?> Value);
