using System.Buffers.Binary;
using System.Net.Sockets;
using MongoDB.Bson;
using MongoDB.Bson.Serialization;

namespace FocusSuite.Documents.Tests.Peer;

/// <summary>One request of MongoDB's wire protocol, as much of it as a driver needs: OP_MSG, and OP_QUERY for the first hello.</summary>
internal sealed record WireMessage(int RequestId, bool IsLegacy, BsonDocument Command)
{
    private const int OpReply = 1;
    private const int OpQuery = 2004;
    private const int OpMsg = 2013;
    private const int HeaderLength = 16;

    public string Name => Command.GetElement(0).Name;

    /// <summary>Reads the next request.</summary>
    /// <returns>The request; null when the client has closed the connection.</returns>
    public static async Task<WireMessage?> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var header = new byte[HeaderLength];
        if (await stream.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false, cancellationToken) < HeaderLength)
        {
            return null;
        }

        var body = new byte[BinaryPrimitives.ReadInt32LittleEndian(header) - HeaderLength];
        await stream.ReadExactlyAsync(body, cancellationToken);
        var id = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(4));
        return BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(12)) switch
        {
            OpMsg => new(id, IsLegacy: false, ReadSections(body)),
            OpQuery => new(id, IsLegacy: true, ReadQuery(body)),
            var other => throw new NotSupportedException($"Operation {other}."),
        };
    }

    /// <summary>The bytes of an answer to this request.</summary>
    public byte[] Answer(BsonDocument document)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        writer.Write(0);
        writer.Write(0);
        writer.Write(RequestId);
        writer.Write(IsLegacy ? OpReply : OpMsg);
        writer.Write(0);
        if (IsLegacy)
        {
            writer.Write(0L);
            writer.Write(0);
            writer.Write(1);
        }
        else
        {
            writer.Write((byte)0);
        }

        writer.Write(document.ToBson());
        var bytes = memory.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes, bytes.Length);
        return bytes;
    }

    private static BsonDocument ReadQuery(byte[] body)
    {
        var afterName = Array.IndexOf(body, (byte)0, 4) + 1;
        return ReadDocument(body.AsSpan(afterName + 8), out _);
    }

    private static BsonDocument ReadSections(byte[] body)
    {
        BsonDocument? command = null;
        var sequences = new List<BsonElement>();
        for (var rest = body.AsSpan(4); rest.Length > 0;)
        {
            var kind = rest[0];
            rest = rest[1..];
            if (kind == 0)
            {
                command = ReadDocument(rest, out var read);
                rest = rest[read..];
                continue;
            }

            var size = BinaryPrimitives.ReadInt32LittleEndian(rest);
            sequences.Add(ReadSequence(rest[4..size]));
            rest = rest[size..];
        }

        return command!.AddRange(sequences);
    }

    private static BsonElement ReadSequence(ReadOnlySpan<byte> section)
    {
        var end = section.IndexOf((byte)0);
        var name = System.Text.Encoding.UTF8.GetString(section[..end]);
        var documents = new BsonArray();
        for (var rest = section[(end + 1)..]; rest.Length > 0;)
        {
            documents.Add(ReadDocument(rest, out var read));
            rest = rest[read..];
        }

        return new(name, documents);
    }

    private static BsonDocument ReadDocument(ReadOnlySpan<byte> bytes, out int length)
    {
        length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        return BsonSerializer.Deserialize<BsonDocument>(bytes[..length].ToArray());
    }
}
