using System.Collections.Frozen;
using FocusSuite.Protos.Catalog.V1;
using FocusSuite.Protos.Options.V1;
using Google.Protobuf.Reflection;

namespace FocusSuite.Catalog.Features;

/// <summary>The documented words of the program types, as the proto has them.</summary>
internal static class ProgramTypes
{
    private static readonly FrozenDictionary<string, ProgramType> ByWord = CatalogReflection.Descriptor.EnumTypes
        .Single(type => type.ClrType == typeof(ProgramType)).Values
        .Where(value => Word(value).Length > 0)
        .ToFrozenDictionary(Word, value => (ProgramType)value.Number);

    /// <summary>All words.</summary>
    public static IEnumerable<string> Words => ByWord.Keys;

    /// <summary>The type of a word; unspecified for a word that this version does not know.</summary>
    public static ProgramType Parse(string word) => ByWord.GetValueOrDefault(word);

    private static string Word(EnumValueDescriptor value) => value.GetOptions()?.GetExtension(OptionsExtensions.JsonWord) ?? string.Empty;
}
