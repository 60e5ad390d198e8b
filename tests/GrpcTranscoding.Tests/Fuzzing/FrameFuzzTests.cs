using System.Buffers.Binary;
using GrpcTranscoding.Proxying;
using GrpcTranscoding.Tests.Support;
using Shouldly;

namespace GrpcTranscoding.Tests.Fuzzing;

/// <summary>
/// Broken gRPC bodies that arrive in any pieces, against a reader of the whole body that is a few lines long. FUZZ_SIZE sets how many are
/// tried, FUZZ_SEED where they begin.
/// </summary>
public sealed class FrameFuzzTests
{
    private const int Slice = 1500;
    private const int Prefix = 5;
    private const int MaxBytes = 5_000;

    private static readonly int FirstSeed = int.TryParse(Environment.GetEnvironmentVariable("FUZZ_SEED"), out var seed) ? seed : 1;

    [Fact]
    public async Task Reader_OfBrokenFramesInAnyPieces_ReadsWhatIsWholeAndSaysWhatIsNot()
    {
        for (var seed = FirstSeed; seed < FirstSeed + FuzzSize.Of(Slice); seed++)
        {
            var body = new Mutator(seed).Break(Good(new Random(seed)));
            var (messages, isBroken) = Whole(body);
            using var reader = new GrpcFrameReader(new Pieces(body, new Random(seed)), MaxBytes);

            var read = new List<byte[]>();
            while (await reader.ReadAsync(CancellationToken.None) is { } message)
            {
                read.Add(message.ToArray());
            }

            read.Count.ShouldBe(messages.Count, $"Seed {seed}");
            read.SelectMany(message => message).ShouldBe(messages.SelectMany(message => message), $"Seed {seed}");
            (reader.Fault is not null).ShouldBe(isBroken, $"Seed {seed}: {reader.Fault}");
        }
    }

    private static byte[] Good(Random dice) => [.. Enumerable.Range(0, dice.Next(4)).SelectMany(_ =>
    {
        var message = new byte[dice.Next(8) == 0 ? dice.Next(MaxBytes) : dice.Next(40)];
        dice.NextBytes(message);
        var frame = new byte[Prefix + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, Prefix);
        return frame;
    })];

    private static (List<byte[]> Messages, bool IsBroken) Whole(byte[] body)
    {
        var messages = new List<byte[]>();
        for (var at = 0; at < body.Length;)
        {
            var length = at + Prefix <= body.Length ? BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(at + 1)) : uint.MaxValue;
            if (body[at] != 0 || length > MaxBytes || at + Prefix + length > body.Length)
            {
                return (messages, true);
            }

            messages.Add(body[(at + Prefix)..(at + Prefix + (int)length)]);
            at += Prefix + (int)length;
        }

        return (messages, false);
    }

    /// <summary>A body that comes in pieces of any size, as from a network.</summary>
    private sealed class Pieces(byte[] body, Random dice) : MemoryStream(body)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, dice.Next(1, 700))], cancellationToken);
    }
}
