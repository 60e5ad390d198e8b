using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Google.Protobuf.Reflection;

namespace GrpcTranscoding.Codec.Plans;

/// <summary>An enum with its words in the form in which they are written and read.</summary>
internal sealed class EnumPlan
{
    // Numbers below this are looked up in an array. Enums are small and count from zero, nearly always.
    private const int DenseLimit = 128;

    private readonly byte[]?[] _dense;
    private readonly FrozenDictionary<int, byte[]> _sparse;
    private readonly FrozenDictionary<string, int> _numbers;
    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public EnumPlan(EnumDescriptor descriptor, Func<EnumValueDescriptor, string?>? wordOf)
    {
        IsNullValue = descriptor.FullName == WellKnown.NullValue;
        var written = new Dictionary<int, byte[]>();
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var words = new List<string>();
        foreach (var value in descriptor.Values)
        {
            var word = wordOf?.Invoke(value);
            // The first value of a number is the one that is written; an alias is only read.
            written.TryAdd(value.Number, IsNullValue ? "null"u8.ToArray() : Quote(word ?? value.Name));
            numbers.TryAdd(value.Name, value.Number);
            if (word is not null)
            {
                numbers[word] = value.Number;
            }

            // A zero without a word is the "not stated" of the enum: nobody should be told to send it.
            if (word is not null || wordOf is null || value.Number != 0)
            {
                words.Add(word ?? value.Name);
            }
        }

        _dense = new byte[]?[Math.Min(DenseLimit, written.Keys.Where(n => n < DenseLimit).DefaultIfEmpty(-1).Max() + 1)];
        foreach (var (number, text) in written.Where(w => w.Key >= 0 && w.Key < _dense.Length))
        {
            _dense[number] = text;
        }

        _sparse = written.Where(w => w.Key < 0 || w.Key >= _dense.Length).ToFrozenDictionary();
        _numbers = numbers.ToFrozenDictionary(StringComparer.Ordinal);
        _lookup = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        Words = string.Join(", ", words);
    }

    /// <summary>Whether this is the enum of JSON's null.</summary>
    public bool IsNullValue { get; }

    /// <summary>All words, for an error.</summary>
    public string Words { get; }

    /// <summary>The JSON text of a number, or null where the enum has no such value.</summary>
    public byte[]? TextOf(int number) =>
        (uint)number < (uint)_dense.Length ? _dense[number] : IsNullValue ? _dense[0] : _sparse.GetValueOrDefault(number);

    public bool TryParse(ReadOnlySpan<byte> word, out int number)
    {
        number = 0;
        if (word.Length > 256)
        {
            return false;
        }

        Span<char> chars = stackalloc char[word.Length];
        return Encoding.UTF8.TryGetChars(word, chars, out var count) && _lookup.TryGetValue(chars[..count], out number);
    }

    private static byte[] Quote(string word) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\"{JsonEncodedText.Encode(word)}\""));
}
