namespace GrpcTranscoding.Benchmarks.Suite;

/// <summary>What one connection of a closed loop asks, one request after the other.</summary>
internal abstract class Work
{
    /// <summary>The next request; null when there can be no more in this interval.</summary>
    public abstract Request? Next();

    /// <summary>Takes the answer of the last request.</summary>
    public virtual void Take(ReadOnlySpan<byte> body)
    {
    }
}

/// <summary>A request and what the tables call it.</summary>
internal readonly record struct Request(byte[] Bytes, string Step);

/// <summary>The same request again and again.</summary>
internal sealed class SameWork(byte[] bytes, string step) : Work
{
    public override Request? Next() => new Request(bytes, step);
}
