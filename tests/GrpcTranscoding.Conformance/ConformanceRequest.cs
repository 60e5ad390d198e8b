using Google.Protobuf;

namespace GrpcTranscoding.Conformance;

/// <summary>What of <c>conformance.ConformanceRequest</c> concerns JSON.</summary>
/// <param name="Wire">The message to begin with, as wire bytes; null where it is given otherwise.</param>
/// <param name="Json">The message to begin with, as JSON; null where it is given otherwise.</param>
/// <param name="Output">What is wanted.</param>
/// <param name="MessageType">The full name of its type; <c>conformance.FailureSet</c> opens a run.</param>
/// <param name="IgnoresUnknown">Whether fields that the message does not have are to be ignored, and not refused.</param>
public sealed record ConformanceRequest(ByteString? Wire, string? Json, ConformanceOutput Output, string MessageType, bool IgnoresUnknown)
{
    private const int IgnoreUnknownCategory = 3;

    /// <summary>Reads one, by the numbers of its fields.</summary>
    /// <param name="bytes">The wire bytes.</param>
    /// <returns>The request.</returns>
    public static ConformanceRequest Parse(byte[] bytes)
    {
        ConformanceRequest request = new(null, null, ConformanceOutput.Unspecified, "", false);
        using CodedInputStream input = new(bytes);
        while (input.ReadTag() is var tag and not 0)
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 1:
                    request = request with { Wire = input.ReadBytes() };
                    break;
                case 2:
                    request = request with { Json = input.ReadString() };
                    break;
                case 3:
                    request = request with { Output = (ConformanceOutput)input.ReadEnum() };
                    break;
                case 4:
                    request = request with { MessageType = input.ReadString() };
                    break;
                case 5:
                    request = request with { IgnoresUnknown = input.ReadEnum() == IgnoreUnknownCategory };
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }

        return request;
    }
}

/// <summary><c>conformance.WireFormat</c>.</summary>
public enum ConformanceOutput
{
    /// <summary>Not said.</summary>
    Unspecified = 0,

    /// <summary>Wire bytes.</summary>
    Wire = 1,

    /// <summary>JSON.</summary>
    Json = 2,
}
