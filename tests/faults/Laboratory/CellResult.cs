namespace FocusSuite.Faults.Tests.Laboratory;

/// <summary>One cell of a table of faults.</summary>
/// <param name="Fault">What was wrong.</param>
/// <param name="What">With what.</param>
/// <param name="Where">Under which circumstances.</param>
/// <param name="Wrong">What came of it that must not; nothing is what is wanted.</param>
public sealed record CellResult(string Fault, string What, string Where, IReadOnlyList<string> Wrong)
{
    public bool IsClean => Wrong.Count == 0;

    public override string ToString() => $"{Fault} x {What} x {Where}: {(IsClean ? "as promised" : string.Join(" | ", Wrong.Take(5)))}";
}
