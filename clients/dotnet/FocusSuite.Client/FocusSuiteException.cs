using Grpc.Core;

namespace FocusSuite.Client;

/// <summary>What a service of the suite answers in place of a result, or that it did not answer.</summary>
public sealed class FocusSuiteException : Exception
{
    /// <summary>Makes one, as the clients do and a program's own tests may.</summary>
    /// <param name="message">A sentence for people.</param>
    /// <param name="innerException">The gRPC error, where there is one.</param>
    public FocusSuiteException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>A stable word, one of <see cref="FocusSuiteErrorCodes"/>. Where no service answered, the gRPC status in the same
    /// form.</summary>
    public required string Code { get; init; }

    /// <summary>The gRPC status.</summary>
    public required StatusCode StatusCode { get; init; }

    /// <summary>The method that was called, e.g. <c>/focus.sessions.v1.SessionsService/StartSession</c>.</summary>
    public required string Method { get; init; }

    /// <summary>Invalid fields of the request by their JSON names, with what is wrong with each; empty for other errors.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Fields { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>When it is worth trying again, where the service says so.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The trace in which the call was made, by which the operator of the suite finds it; null outside a trace.</summary>
    public string? TraceId { get; init; }

    /// <summary>
    /// Whether it passes by itself, so that the same request may succeed later. It may have acted: repeat it with the same request key, or
    /// where a repeat does no harm.
    /// </summary>
    public bool IsTransient =>
        StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Aborted or StatusCode.ResourceExhausted;
}
