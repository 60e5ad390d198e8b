using System.Text.Json;
using FocusSuite.Enrollment.Domain;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace FocusSuite.Enrollment.Persistence;

/// <summary>An enrollment's receipts as one column: they are read and written with it, and never searched.</summary>
internal static class ReceiptsColumn
{
    public static ValueConverter<IReadOnlyList<ChangeReceipt>, string> Converter { get; } = new(
        receipts => JsonSerializer.Serialize(receipts, JsonSerializerOptions.Web),
        json => JsonSerializer.Deserialize<List<ChangeReceipt>>(json, JsonSerializerOptions.Web)!);

    /// <summary>By content; a list is never changed in place, so that it is its own snapshot.</summary>
    public static ValueComparer<IReadOnlyList<ChangeReceipt>> Comparer { get; } = new(
        (one, other) => one!.SequenceEqual(other!), receipts => receipts.Count, receipts => receipts);
}
