namespace FocusSuite.Insights.Domain;

/// <summary>The focus of a person's date.</summary>
/// <param name="Date">The date.</param>
/// <param name="Seconds">Credited seconds.</param>
/// <param name="Sessions">Completed sessions.</param>
internal sealed record DateFocus(DateOnly Date, long Seconds, int Sessions);
