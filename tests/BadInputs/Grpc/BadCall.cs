namespace FocusSuite.BadInputs.Grpc;

/// <summary>A named bad call of a gRPC method, by the bytes of its body and what its headers say.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Body">The bytes behind the headers, for a door in text mode before they become text.</param>
public sealed record BadCall(string Name, byte[] Body)
{
    /// <summary>Headers beyond the usual ones, or in place of those of the same name.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>The content type; null for the door's own.</summary>
    public string? ContentType { get; init; }

    /// <summary>The text in place of the body, where the door has a text mode; null for the body's base64.</summary>
    public string? Text { get; init; }

    /// <summary>Whether it may succeed: what is odd in it may turn out to be acceptable.</summary>
    public bool MaySucceed { get; init; }

    /// <summary>Whether it is so large that a server may close the connection before it has read all of it.</summary>
    public bool MayBeCutOff { get; init; }

    /// <summary>Whether it says by its own type that it is no gRPC, so that its refusal is one of HTTP.</summary>
    public bool IsNoGrpc { get; init; }
}
