using System.Buffers;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Google.Protobuf;

namespace GrpcTranscoding.Benchmarks.Codec;

/// <summary>
/// From a response to UTF-8 text. Only the codec begins at the wire bytes; the others are given the object for nothing, in one case not.
/// </summary>
[MemoryDiagnoser]
public class WritingBenchmarks
{
    private static readonly JsonFormatter Formatter =
        new(JsonFormatter.Settings.Default.WithPreserveProtoFieldNames(true).WithFormatDefaultValues(true));

    private readonly ArrayBufferWriter<byte> _buffer = new(256 * 1024);
    private Subjects _subject = null!;

    [Params("small", "day", "history")]
    public string Payload { get; set; } = "";

    [GlobalSetup]
    public void Setup() => _subject = new Subjects(Payload);

    [Benchmark(Baseline = true)]
    public int GoogleFormatter()
    {
        _buffer.ResetWrittenCount();
        return Encoding.UTF8.GetBytes(Formatter.Format(_subject.Message), _buffer.GetSpan(200 * 1024));
    }

    [Benchmark]
    public int GoogleParseAndFormat()
    {
        _buffer.ResetWrittenCount();
        return Encoding.UTF8.GetBytes(
            Formatter.Format(_subject.Message.Descriptor.Parser.ParseFrom(_subject.Wire)), _buffer.GetSpan(200 * 1024));
    }

    [Benchmark]
    public int SystemTextJson()
    {
        _buffer.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(_buffer);
        JsonSerializer.Serialize(writer, _subject.Model, _subject.TypeInfo);
        return _buffer.WrittenCount;
    }

    [Benchmark]
    public int Codec()
    {
        _buffer.ResetWrittenCount();
        _subject.Writer.WriteJson(_subject.Wire, _buffer);
        return _buffer.WrittenCount;
    }
}
