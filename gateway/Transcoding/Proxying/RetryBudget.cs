using System.Collections.Concurrent;

namespace GrpcTranscoding.Proxying;

/// <summary>
/// Keeps retries from becoming a storm (gRFC A6): a failure takes a token of the cluster's, a success gives a tenth back, and while no more
/// than half of them are left, nothing is tried again. A cluster that fails now and then loses nothing; one that drowns is not asked more
/// often for it.
/// </summary>
internal sealed class RetryBudget
{
    private const double Tokens = 100;
    private const double PerSuccess = 0.1;

    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);

    public bool Allows(string cluster) => BucketOf(cluster).Left > Tokens / 2;

    public void Succeeded(string cluster) => BucketOf(cluster).Add(PerSuccess);

    public void Failed(string cluster) => BucketOf(cluster).Add(-1);

    private Bucket BucketOf(string cluster) => _buckets.GetOrAdd(cluster, static _ => new Bucket());

    private sealed class Bucket
    {
        private readonly Lock _lock = new();

        private double _left = Tokens;

        public double Left
        {
            get
            {
                lock (_lock)
                {
                    return _left;
                }
            }
        }

        public void Add(double tokens)
        {
            lock (_lock)
            {
                _left = Math.Clamp(_left + tokens, 0, Tokens);
            }
        }
    }
}
