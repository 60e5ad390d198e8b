using System.Buffers.Binary;
using System.IO.Compression;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace FocusSuite.BadInputs.Grpc;

/// <summary>
/// Bad calls of a method: frames that lie about themselves, messages that are none, and headers that gRPC gives a meaning.
/// </summary>
public static class BadCalls
{
    private const int Prefix = 5;
    private const int Limit = 64 * 1024;
    private const int Megabyte = 1024 * 1024;

    /// <summary>All of them.</summary>
    /// <param name="method">The method.</param>
    /// <param name="good">A message that nothing is wrong with.</param>
    public static IReadOnlyList<BadCall> For(MethodDescriptor method, byte[] good) =>
        [.. Frames(good), .. Messages(method, good), .. Headers(Framed(good))];

    /// <summary>Bad texts of a call in text mode.</summary>
    public static IReadOnlyList<BadCall> TextsFor(byte[] good)
    {
        var text = Convert.ToBase64String(Framed(good));
        return
        [
            Text("binary", "\0\0\0\0\0"),
            Text("no alphabet", "!!!!" + text),
            Text("no alphabet at the end", text + "*"),
            Text("of an alphabet for addresses", "__--" + text),
            Text("one character", "A"),
            Text("three characters", "AAA"),
            Text("without its end", text[..^1]),
            Text("padding alone", "===="),
            Text("padding in front", "=" + text),
            Text("padding of three", "A===" + text),
            Text("padding and a tail", text.TrimEnd('=') + "==" + "A"),
            Text("bytes above ASCII", "\u00ff\u00fe" + text),
            Text("JSON", "{}"),
            // Chunks may be padded each for itself; lines are not said to be allowed.
            Text(
                "two texts",
                Convert.ToBase64String(Framed(good)[..4]) + Convert.ToBase64String(Framed(good)[4..])) with { MaySucceed = true },
            Text("with line breaks", string.Join("\r\n", text.Chunk(4).Select(part => new string(part)))) with { MaySucceed = true },
            Text("with spaces", " " + text + " ") with { MaySucceed = true },
        ];

        BadCall Text(string name, string value) => new($"text: {name}", Framed(good)) { Text = value };
    }

    /// <summary>A message with its prefix.</summary>
    public static byte[] Framed(byte[] message, byte flag = 0, long? length = null)
    {
        var frame = new byte[Prefix + message.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)(length ?? message.Length));
        message.CopyTo(frame, Prefix);
        return frame;
    }

    private static IEnumerable<BadCall> Frames(byte[] good) =>
    [
        new("frame: none", []),
        .. Enumerable.Range(1, Prefix - 1).Select(length => new BadCall($"frame: {length} bytes of a prefix", Framed(good)[..length])),
        new("frame: a byte less than it says", Framed(good, length: good.Length + 1)),
        new("frame: a byte more than it says", Framed([.. good, 0], length: good.Length)),
        new("frame: 900,000 bytes promised", Framed(good, length: 900_000)),
        new("frame: 2 GiB promised", Framed(good, length: int.MaxValue)),
        new("frame: 2 GiB and one promised", Framed(good, length: int.MaxValue + 1L)),
        new("frame: 4 GiB promised", Framed(good, length: uint.MaxValue)),
        new("frame: said to be compressed", Framed(good, flag: 1)),
        new("frame: a flag of two", Framed(good, flag: 2)),
        new("frame: a flag of trailers", Framed("grpc-status: 0\r\n"u8.ToArray(), flag: 0x80)),
        new("frame: a flag of all bits", Framed(good, flag: 0xFF)),
        new("frame: two messages", [.. Framed(good), .. Framed(good)]),
        new("frame: a message and trailers", [.. Framed(good), .. Framed("grpc-status: 0\r\n"u8.ToArray(), flag: 0x80)]),
        new("frame: a message and a tail", [.. Framed(good), 1, 2, 3]),
        new("frame: a thousand empty messages", [.. Enumerable.Repeat(Framed([]), 1_000).SelectMany(frame => frame)]),
        new("frame: JSON", "{}"u8.ToArray()),
        new("frame: JSON in a frame", Framed("{}"u8.ToArray())),
        new("frame: HTTP", "GET / HTTP/1.1\r\n\r\n"u8.ToArray()),
        new("frame: NULs", new byte[1_000]),
        new("frame: random bytes", [.. Enumerable.Range(0, 256).Select(at => (byte)(at * 167))]),
    ];

    private static IEnumerable<BadCall> Messages(MethodDescriptor method, byte[] good)
    {
        // A field that is a text in truth, and a number of which no message has a field.
        var text = method.InputType.Fields.InFieldNumberOrder()
            .FirstOrDefault(field => field.FieldType == FieldType.String && !field.IsRepeated);
        return
        [
            Message("a field of number zero", [0x00, 0x01]),
            Message("a wire type of six", [0x0E]),
            Message("a wire type of seven", [0x0F]),
            Message("a tag cut off", [0x80]),
            Message("a tag of eleven bytes", [0x88, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01, 0x01]),
            Message("a number without its end", [0xF8, 0x7F, 0xFF]),
            Message("a number of eleven bytes", [0xF8, 0x7F, .. Enumerable.Repeat((byte)0xFF, 10), 0x01]),
            Message("a length beyond the end", [0xFA, 0x7F, 0x7F, 0x00]),
            Message("a negative length", [0xFA, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]),
            Message("a group's end alone", [0xFC, 0x7F]),
            Message("a group without its end", [0xFB, 0x7F]),
            Message("a group that ends as another", [0xFB, 0x7F, 0x84, 0x80, 0x01]),
            Message("ten thousand groups", [.. Enumerable.Repeat<byte[]>([0xFB, 0x7F], 10_000).SelectMany(tag => tag)]),
            Message("four bytes cut off", [0xFD, 0x7F, 0x00]),
            new BadCall("message: unknown fields", Framed([.. good, 0xF8, 0x7F, 0x01, 0xFA, 0x7F, 0x01, 0x61])) { MaySucceed = true },
            new BadCall("message: 64 KiB and one byte of what nobody knows", Framed([.. good, .. Unknown(Limit + 1)])),
            new BadCall("message: a megabyte of what nobody knows", Framed([.. good, .. Unknown(Megabyte + 1)])) { MayBeCutOff = true },
            .. text is null ? [] : TextsOf(text, good),
        ];

        static BadCall Message(string name, byte[] wire) => new($"message: {name}", Framed(wire));
    }

    private static IEnumerable<BadCall> TextsOf(FieldDescriptor field, byte[] good) =>
    [
        .. NoTexts.Select(
            value =>
                new BadCall(
                    $"message: {value.Name} as {field.Name}",
                    Framed([.. good, .. Tagged(field.FieldNumber, 2), (byte)value.Bytes.Length, .. value.Bytes]))),
        new($"message: a number as {field.Name}", Framed([.. good, .. Tagged(field.FieldNumber, 0), 0x01])) { MaySucceed = true },
    ];

    private static IEnumerable<BadCall> Headers(byte[] good) =>
    [
        .. Timeouts.Select(value => new BadCall($"grpc-timeout: {value}", good) { Headers = [("grpc-timeout", value)], MaySucceed = true }),
        new("grpc-encoding: unknown", good) { Headers = [("grpc-encoding", "nonsense")], MaySucceed = true },
        new("grpc-encoding: unknown, and compressed", Flagged(good)) { Headers = [("grpc-encoding", "nonsense")] },
        // Nothing is nothing, packed or not.
        new("grpc-encoding: gzip of what is plain", Flagged(good))
        {
            Headers = [("grpc-encoding", "gzip")],
            MaySucceed = good.Length == Prefix,
        },
        new("grpc-encoding: identity, and compressed", Flagged(good)) { Headers = [("grpc-encoding", "identity")] },
        new("grpc-encoding: a zip bomb", Framed(Zipped(new byte[50 * Megabyte]), flag: 1)) { Headers = [("grpc-encoding", "gzip")] },
        new("grpc-accept-encoding: nonsense", good) { Headers = [("grpc-accept-encoding", ";;,,q=")], MaySucceed = true },
        new("metadata: bad base64", good) { Headers = [("trace-bin", "%%%")], MaySucceed = true },
        new("metadata: overlong", good) { Headers = [("x-long", new string('m', 8_000))], MaySucceed = true },
        new("metadata: a status", good) { Headers = [("grpc-status", "13"), ("grpc-message", "no")], MaySucceed = true },
        new("metadata: a forged service token", good)
        {
            Headers = [("focus-service-token", "eyJhbGciOiJub25lIn0.e30.")],
            MaySucceed = true,
        },
        .. Types.Select(type => new BadCall($"type: {type}", good) { ContentType = type, MaySucceed = true }),
        .. NoTypes.Select(type => new BadCall($"type: {type}", good) { ContentType = type, IsNoGrpc = true }),
    ];

    private static readonly string[] Timeouts = ["0S", "-1S", "1", "S", "1X", "1.5S", "123456789S", "99999999H", "1n", "1S1S", "nonsense"];
    private static readonly string[] Types = ["application/grpc+json", "application/grpc+nonsense", "application/grpc; charset=utf-16"];
    private static readonly string[] NoTypes = ["application/grpcx", "application/octet-stream", "application/protobuf", "text/plain"];

    private static readonly (string Name, byte[] Bytes)[] NoTexts =
    [
        ("one byte of no meaning", [0xFF]),
        ("a first byte alone", [0xC3]),
        ("a surrogate", [0xED, 0xA0, 0x80]),
        ("an overlong slash", [0xC0, 0xAF]),
    ];

    private static byte[] Flagged(byte[] frame) => [1, .. frame[1..]];

    private static byte[] Tagged(int number, int type) => Varint((number << 3) | type);

    private static byte[] Unknown(int length) => [0xFA, 0x7F, .. Varint(length), .. new byte[length]];

    private static byte[] Varint(int value)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            output.WriteUInt32((uint)value);
        }

        return bytes.ToArray();
    }

    private static byte[] Zipped(byte[] bytes)
    {
        using var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionLevel.SmallestSize))
        {
            zip.Write(bytes);
        }

        return zipped.ToArray();
    }
}
