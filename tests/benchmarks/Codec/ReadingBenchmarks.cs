using System.Buffers;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Google.Protobuf;

namespace GrpcTranscoding.Benchmarks.Codec;

/// <summary>
/// From UTF-8 text to a request. The codec ends with wire bytes, the others with an object, in one case with wire bytes, too.
/// </summary>
[MemoryDiagnoser]
public class ReadingBenchmarks
{
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default);

    private readonly ArrayBufferWriter<byte> _buffer = new(256 * 1024);
    private Subjects _subject = null!;

    [Params("small", "day", "history")]
    public string Payload { get; set; } = "";

    [GlobalSetup]
    public void Setup() => _subject = new Subjects(Payload);

    [Benchmark(Baseline = true)]
    public IMessage GoogleParser() => Parser.Parse(Encoding.UTF8.GetString(_subject.Json), _subject.Message.Descriptor);

    [Benchmark]
    public byte[] GoogleParseAndSerialize() =>
        Parser.Parse(Encoding.UTF8.GetString(_subject.Json), _subject.Message.Descriptor).ToByteArray();

    [Benchmark]
    public object? SystemTextJson() => JsonSerializer.Deserialize(_subject.Json, _subject.TypeInfo);

    [Benchmark]
    public int Codec()
    {
        _buffer.ResetWrittenCount();
        _subject.Writer.ReadJson(_subject.Json, _buffer);
        return _buffer.WrittenCount;
    }
}
