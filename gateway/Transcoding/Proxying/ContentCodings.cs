using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using GrpcTranscoding.Buffers;
using GrpcTranscoding.Errors;
using Microsoft.Extensions.Primitives;

namespace GrpcTranscoding.Proxying;

/// <summary>Compressed bodies. What is packed is bounded as what comes out is, which ends a bomb where it would begin to cost.</summary>
internal static class ContentCodings
{
    private const int GzipTrailerBytes = 8;
    private const int ZlibTrailerBytes = 4;

    /// <summary>The codings that are read, for who asks with another one.</summary>
    public static readonly IReadOnlyCollection<string> Known = ["gzip", "deflate", "br"];

    /// <summary>
    /// Tells what a body is packed with; the empty text where it is not. False where it is something unknown, or several things.
    /// </summary>
    public static bool TryFind(StringValues header, out string coding)
    {
        coding = "";
        foreach (var name in header.SelectMany(
            h => (h ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            var known = name.ToLowerInvariant() switch { "identity" => "", "x-gzip" => "gzip", var other => other };
            if (known.Length == 0)
            {
                continue;
            }

            if (coding.Length > 0 || !Known.Contains(known))
            {
                return false;
            }

            coding = known;
        }

        return true;
    }

    /// <summary>Unpacks a whole body.</summary>
    /// <returns>Why it is refused, or null.</returns>
    public static Problem? Unpack(string coding, in ReadOnlySequence<byte> packed, PooledBuffer output, int limit)
    {
        var bytes = packed.ToArray();
        try
        {
            return coding == "br" ? UnpackBrotli(bytes, output, limit) : UnpackDeflate(coding, bytes, output, limit);
        }
        catch (InvalidDataException)
        {
            return Problems.InvalidContentEncoding;
        }
    }

    private static Problem? UnpackBrotli(ReadOnlySpan<byte> packed, PooledBuffer output, int limit)
    {
        using var decoder = new BrotliDecoder();
        while (true)
        {
            var status = decoder.Decompress(packed, output.GetSpan(4096), out var consumed, out var written);
            output.Advance(written);
            packed = packed[consumed..];
            if (output.WrittenMemory.Length > limit)
            {
                return Problems.PayloadTooLarge;
            }

            if (status != OperationStatus.DestinationTooSmall)
            {
                return status == OperationStatus.Done && packed.IsEmpty ? null : Problems.InvalidContentEncoding;
            }
        }
    }

    private static Problem? UnpackDeflate(string coding, byte[] packed, PooledBuffer output, int limit)
    {
        using var source = new MemoryStream(packed);
        using Stream decoder = coding == "gzip"
            ? new GZipStream(source, CompressionMode.Decompress)
            : new ZLibStream(source, CompressionMode.Decompress);
        for (int read; (read = decoder.Read(output.GetSpan(4096))) > 0;)
        {
            output.Advance(read);
            if (output.WrittenMemory.Length > limit)
            {
                return Problems.PayloadTooLarge;
            }
        }

        return IsWhole(coding, packed, output.WrittenMemory.Span) ? null : Problems.InvalidContentEncoding;
    }

    /// <summary>.NET takes the end of the bytes for the end of the data. Whether it is, only the checksum behind them tells.</summary>
    private static bool IsWhole(string coding, ReadOnlySpan<byte> packed, ReadOnlySpan<byte> data)
    {
        if (coding == "deflate")
        {
            return packed.Length > ZlibTrailerBytes && BinaryPrimitives.ReadUInt32BigEndian(packed[^ZlibTrailerBytes..]) == Adler32(data);
        }

        if (packed.Length <= GzipTrailerBytes)
        {
            return false;
        }

        // A file may be several behind each other; the trailer is that of the last.
        var length = BinaryPrimitives.ReadUInt32LittleEndian(packed[^4..]);
        return length <= data.Length && BinaryPrimitives.ReadUInt32LittleEndian(packed[^GzipTrailerBytes..]) == Crc32(data[^(int)length..]);
    }

    private static uint Adler32(ReadOnlySpan<byte> data)
    {
        uint low = 1;
        uint high = 0;
        foreach (var b in data)
        {
            low = (low + b) % 65521;
            high = (high + low) % 65521;
        }

        return (high << 16) | low;
    }

    private static uint Crc32(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var b in data)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
            }
        }

        return ~crc;
    }
}
