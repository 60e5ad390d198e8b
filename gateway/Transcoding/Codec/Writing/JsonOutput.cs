using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Unicode;

namespace GrpcTranscoding.Codec.Writing;

/// <summary>
/// Writes JSON text straight into a buffer writer. It trusts its caller with the structure, which comes from a plan, and so can write every
/// name, comma and literal as one copy of bytes made beforehand.
/// </summary>
internal ref struct JsonOutput(IBufferWriter<byte> writer)
{
    // Larger than most answers, so that one asks the writer once.
    private const int Block = 2048;

    private static readonly SearchValues<byte> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Select(i => (byte)i), (byte)'"', (byte)'\\']);

    private Span<byte> _span;
    private int _used;

    public void Write(byte value)
    {
        Reserve(1);
        _span[_used++] = value;
    }

    public void Write(scoped ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_span[_used..]);
        _used += bytes.Length;
    }

    public void Write(long value)
    {
        Reserve(20);
        Utf8Formatter.TryFormat(value, _span[_used..], out var written);
        _used += written;
    }

    public void Write(ulong value)
    {
        Reserve(20);
        Utf8Formatter.TryFormat(value, _span[_used..], out var written);
        _used += written;
    }

    public void Write(double value)
    {
        if (!double.IsFinite(value))
        {
            Write(double.IsNaN(value) ? "\"NaN\""u8 : value > 0 ? "\"Infinity\""u8 : "\"-Infinity\""u8);
            return;
        }

        Reserve(32);
        value.TryFormat(_span[_used..], out var written, default, CultureInfo.InvariantCulture);
        _used += written;
    }

    public void Write(float value)
    {
        if (!float.IsFinite(value))
        {
            Write((double)value);
            return;
        }

        Reserve(32);
        value.TryFormat(_span[_used..], out var written, default, CultureInfo.InvariantCulture);
        _used += written;
    }

    public void WriteBase64(scoped ReadOnlySpan<byte> bytes)
    {
        Reserve(Base64.GetMaxEncodedToUtf8Length(bytes.Length) + 2);
        _span[_used++] = (byte)'"';
        Base64.EncodeToUtf8(bytes, _span[_used..], out _, out var written);
        _used += written;
        _span[_used++] = (byte)'"';
    }

    /// <summary>Writes a string. Only what JSON demands is escaped: people's words stay as they are, emoji too.</summary>
    public void WriteString(scoped ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            throw ProtoJsonException.Malformed("The message has text that is not UTF-8.");
        }

        Reserve(utf8.Length + 2);
        _span[_used++] = (byte)'"';
        var special = utf8.IndexOfAny(Escaped);
        while (special >= 0)
        {
            Write(utf8[..special]);
            WriteEscape(utf8[special]);
            utf8 = utf8[(special + 1)..];
            special = utf8.IndexOfAny(Escaped);
        }

        Reserve(utf8.Length + 1);
        utf8.CopyTo(_span[_used..]);
        _used += utf8.Length;
        _span[_used++] = (byte)'"';
    }

    public void Flush()
    {
        if (_used > 0)
        {
            writer.Advance(_used);
            _used = 0;
            _span = default;
        }
    }

    private void WriteEscape(byte value)
    {
        ReadOnlySpan<byte> hex = "0123456789abcdef"u8;
        switch (value)
        {
            case (byte)'"':
                Write("\\\""u8);
                break;
            case (byte)'\\':
                Write("\\\\"u8);
                break;
            case (byte)'\n':
                Write("\\n"u8);
                break;
            case (byte)'\r':
                Write("\\r"u8);
                break;
            case (byte)'\t':
                Write("\\t"u8);
                break;
            case (byte)'\b':
                Write("\\b"u8);
                break;
            case (byte)'\f':
                Write("\\f"u8);
                break;
            default:
                Write([(byte)'\\', (byte)'u', (byte)'0', (byte)'0', hex[value >> 4], hex[value & 15]]);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Reserve(int bytes)
    {
        if (_span.Length - _used < bytes)
        {
            Grow(bytes);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int bytes)
    {
        Flush();
        _span = writer.GetSpan(Math.Max(bytes, Block));
    }
}
