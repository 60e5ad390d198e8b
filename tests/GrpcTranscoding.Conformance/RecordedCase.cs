using Google.Protobuf;

namespace GrpcTranscoding.Conformance;

/// <summary>A case of the conformance suite with the answer that the runner found right, as one line of text.</summary>
/// <param name="Request">The wire bytes of the request.</param>
/// <param name="Kind">What came of it.</param>
/// <param name="Content">The message; empty for a refusal, whose words are not the suite's business.</param>
public sealed record RecordedCase(byte[] Request, ConformanceAnswerKind Kind, ByteString Content)
{
    private const char Separator = ' ';

    /// <summary>Reads a line.</summary>
    /// <param name="line">As <see cref="ToLine"/> writes it.</param>
    /// <returns>The case.</returns>
    public static RecordedCase Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var parts = line.Split(Separator);
        return new RecordedCase(
            Convert.FromBase64String(parts[0]), Enum.Parse<ConformanceAnswerKind>(parts[1]), ByteString.FromBase64(parts[2]));
    }

    /// <summary>Request and content in base64, with the kind between them.</summary>
    /// <returns>The line.</returns>
    public string ToLine()
    {
        var content = Kind is ConformanceAnswerKind.Wire or ConformanceAnswerKind.Json ? Content.ToBase64() : "";
        return string.Join(Separator, Convert.ToBase64String(Request), Kind, content);
    }
}
