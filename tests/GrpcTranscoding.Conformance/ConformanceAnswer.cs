using Google.Protobuf;

namespace GrpcTranscoding.Conformance;

/// <summary>An answer to one case.</summary>
/// <param name="Kind">What came of it.</param>
/// <param name="Content">The message, or why there is none, as UTF-8.</param>
public sealed record ConformanceAnswer(ConformanceAnswerKind Kind, ByteString Content)
{
    /// <summary>An answer in words.</summary>
    /// <param name="kind">What came of it.</param>
    /// <param name="why">Why.</param>
    /// <returns>The answer.</returns>
    public static ConformanceAnswer Of(ConformanceAnswerKind kind, string why) => new(kind, ByteString.CopyFromUtf8(why));

    /// <summary>The answer as <c>conformance.ConformanceResponse</c>, which is a oneof of strings and bytes.</summary>
    /// <returns>The wire bytes.</returns>
    public byte[] ToByteArray()
    {
        using MemoryStream bytes = new();
        using (CodedOutputStream output = new(bytes, leaveOpen: true))
        {
            output.WriteTag((int)Kind, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(Content);
        }

        return bytes.ToArray();
    }
}

/// <summary>The members of <c>conformance.ConformanceResponse</c>, by their numbers.</summary>
public enum ConformanceAnswerKind
{
    /// <summary>The input is refused.</summary>
    ParseError = 1,

    /// <summary>Something broke.</summary>
    RuntimeError = 2,

    /// <summary>The message as wire bytes.</summary>
    Wire = 3,

    /// <summary>The message as JSON.</summary>
    Json = 4,

    /// <summary>The case is about something that is not JSON of proto3.</summary>
    Skipped = 5,

    /// <summary>The input is read and cannot be written.</summary>
    SerializeError = 6,
}
