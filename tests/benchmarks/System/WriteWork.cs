using System.Text.Json.Nodes;

namespace GrpcTranscoding.Benchmarks.Suite;

/// <summary>A user who goes through a write's requests again and again.</summary>
internal sealed class WriteWork(int port, BenchmarkUser user, IReadOnlyList<WriteStep> steps, int maxCycles) : Work
{
    private int _sent;

    private WriteStep Last => steps[(_sent - 1) % steps.Count];

    public override Request? Next()
    {
        if (_sent >= (long)maxCycles * steps.Count)
        {
            return null;
        }

        _sent++;
        return new Request(RawConnection.Request(port, Last.Path, user.Access, Last.Body(user)), Last.Name);
    }

    public override void Take(ReadOnlySpan<byte> body) => Last.Take?.Invoke(user, JsonNode.Parse(body)!);
}
