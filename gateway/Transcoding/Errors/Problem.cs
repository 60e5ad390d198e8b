using Google.Protobuf.Reflection;

namespace GrpcTranscoding.Errors;

/// <summary>An error as a client is told it.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">A stable word for machines, e.g. <c>NOT_FOUND</c>.</param>
/// <param name="Detail">A sentence for people.</param>
public sealed record Problem(int Status, string Code, string Detail)
{
    /// <summary>The invalid fields with what is wrong with each.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Errors { get; init; } = [];

    /// <summary>After how many seconds another try may help.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>The HTTP methods that the path has, with a 405.</summary>
    public IReadOnlyCollection<string> Allow { get; init; } = [];

    /// <summary>The content codings that are read, with a 415 for another one.</summary>
    public IReadOnlyCollection<string> AcceptEncoding { get; init; } = [];

    /// <summary>What the service attached to its error, where it did: for a writer that tells more than the members above.</summary>
    public ErrorDetails? Details { get; init; }

    /// <summary>The method that was called, where the request got that far.</summary>
    public MethodDescriptor? Method { get; init; }
}
